/**
 * The wall: those who lead ask for the screens of all others; who agrees shows
 * theirs to those who lead and to nobody else (SPEC WALL). Agreeing is producing
 * a `wallScreen`; that one is asked for, and whose screen stands on stage, is in
 * the call's snapshot. All requests are refused with `forbidden` where `can` says no.
 */
import * as z from 'zod/mini';
import { ParticipantId, RoomId } from '../ids.ts';
import { defineEvent, defineRequest, Nothing } from './define.ts';

/** Asks everybody who doesn't lead for their screen; asking twice is asking once. */
export const wallAsk = defineRequest('wall.ask', z.object({ roomId: RoomId }), Nothing);

/** Asks no more: every screen that is shown to the wall ends. */
export const wallClose = defineRequest('wall.close', z.object({ roomId: RoomId }), Nothing);

/** Who shows their screen now; `wall.showing` tells what changes. */
export const wallLook = defineRequest(
  'wall.look',
  z.object({ roomId: RoomId }),
  z.object({ participantIds: z.array(ParticipantId) }),
);

/**
 * Shows a screen of the wall to everybody, as a share of its owner; null: no longer.
 * Refusals: not_found (they don't show theirs), forbidden (they share one already).
 */
export const wallStage = defineRequest(
  'wall.stage',
  z.object({ roomId: RoomId, participantId: z.nullable(ParticipantId) }),
  Nothing,
);

/** Ends one screen on the wall. */
export const wallStop = defineRequest(
  'wall.stop',
  z.object({ roomId: RoomId, participantId: ParticipantId }),
  Nothing,
);

/** Who shows their screen to the wall now, all of them; told to those who lead. */
export const wallShowing = defineEvent(
  'wall.showing',
  z.object({ roomId: RoomId, participantIds: z.array(ParticipantId) }),
);
