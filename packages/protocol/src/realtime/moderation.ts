/**
 * What who leads does to others in a call. Each acts at the SFU first and tells
 * afterwards (SPEC MOD), and goes to the room's audit log. All of them are
 * refused with `forbidden` where `can` says no, and with `not_found` where
 * nobody of that id is inside.
 */
import * as z from 'zod/mini';
import { ParticipantId, RoomId } from '../ids.ts';
import { Capability } from '../permissions.ts';
import { defineRequest, Nothing } from './define.ts';

const upon = { roomId: RoomId, participantId: ParticipantId };

/**
 * Mutes somebody's microphone at the SFU. They may unmute as far as the policy
 * lets them speak; with `mayUnmute: false` the right to speak is taken for this call.
 */
export const callMute = defineRequest(
  'call.mute',
  z.object({ ...upon, mayUnmute: z.optional(z.boolean()) }),
  Nothing,
);

/**
 * Mutes everybody below one. With `mayUnmute: false` the floor is taken back from
 * all, and the policy lets them speak on request only.
 */
export const callMuteAll = defineRequest(
  'call.muteAll',
  z.object({ roomId: RoomId, mayUnmute: z.boolean() }),
  Nothing,
);

/** Stops somebody's camera or share. They may begin again as far as the policy lets them. */
export const callStop = defineRequest(
  'call.stop',
  z.object({ ...upon, source: z.enum(['camera', 'screen']) }),
  Nothing,
);

/**
 * Gives or takes one capability; `allowed: null` takes the grant back, so that
 * the policy counts again. With `forCall` it ends with the call: that is the
 * floor, and giving it lowers the hand.
 */
export const callGrant = defineRequest(
  'call.grant',
  z.object({
    ...upon,
    capability: Capability,
    allowed: z.nullable(z.boolean()),
    forCall: z.optional(z.boolean()),
  }),
  Nothing,
);

/**
 * Takes the floor back from whoever has it and gives the same (or the microphone)
 * to `participantId`, or to the first in the queue. With an empty queue it only
 * takes back.
 */
export const callPassFloor = defineRequest(
  'call.passFloor',
  z.object({ roomId: RoomId, participantId: z.optional(ParticipantId) }),
  Nothing,
);

/** Lowers all hands. */
export const callLowerHands = defineRequest(
  'call.lowerHands',
  z.object({ roomId: RoomId }),
  Nothing,
);

/** Takes somebody out, for as long as this call lives; a guest's key opens nothing until then. */
export const callRemove = defineRequest('call.remove', z.object(upon), Nothing);

/**
 * Takes somebody out and keeps them out: the account or the guest's key, and with
 * `address` also guests who come from the network address they came from.
 */
export const callBan = defineRequest(
  'call.ban',
  z.object({ ...upon, address: z.optional(z.boolean()) }),
  Nothing,
);

/** Makes somebody with an account lead beside oneself, or no longer; for owner and admin. */
export const callAppoint = defineRequest(
  'call.appoint',
  z.object({ ...upon, role: z.enum(['moderator', 'participant']) }),
  Nothing,
);

/** Makes somebody with an account the owner; who was it stays as moderator. */
export const callHandOver = defineRequest('call.handOver', z.object(upon), Nothing);

/** Ends the call for everybody. */
export const callEnd = defineRequest('call.end', z.object({ roomId: RoomId }), Nothing);
