/** A pointer over what somebody shares: fleeting, stored nowhere, missed without harm. */
import * as z from 'zod/mini';
import { ParticipantId, RoomId } from '../ids.ts';
import { defineEvent, defineRequest, Nothing } from './define.ts';

const share = z.number().check(z.gte(0), z.lte(1));

/** A place on the picture itself, from its left and upper edge as shares of its size; null: away. */
export const Place = z.nullable(z.object({ x: share, y: share }));
export type Place = z.infer<typeof Place>;

/**
 * Points at the share of `participantId`: for its owner and for who leads.
 * Refusals: forbidden, not_found (they share nothing), rate_limited.
 */
export const callPoint = defineRequest(
  'call.point',
  z.object({ roomId: RoomId, participantId: ParticipantId, at: Place }),
  Nothing,
);

/** Somebody (`by`) points; volatile. */
export const callPointed = defineEvent(
  'call.pointed',
  z.object({ roomId: RoomId, by: ParticipantId, participantId: ParticipantId, at: Place }),
);
