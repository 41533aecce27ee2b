/** What who leads does to others; see `types.ts`. */
import type { RoomId } from '@converge/protocol/ids';
import { callHand } from '@converge/protocol/realtime/call';
import {
  callAppoint,
  callBan,
  callEnd,
  callGrant,
  callHandOver,
  callLowerHands,
  callMute,
  callMuteAll,
  callPassFloor,
  callRemove,
  callStop,
} from '@converge/protocol/realtime/moderation';
import type { Connection } from '../realtime/connection.ts';
import type { Leading } from './types.ts';

export function createLeading(connection: Connection, roomId: RoomId): Leading {
  const ask: Connection['request'] = (request, input) => connection.request(request, input);
  const done = async (request: Promise<unknown>): Promise<void> => {
    await request;
  };
  return {
    mute: (participantId, mayUnmute = true) =>
      done(ask(callMute, { roomId, participantId, mayUnmute })),
    muteAll: (mayUnmute) => done(ask(callMuteAll, { roomId, mayUnmute })),
    stop: (participantId, source) => done(ask(callStop, { roomId, participantId, source })),
    grant: (participantId, capability, allowed, forCall = false) =>
      done(ask(callGrant, { roomId, participantId, capability, allowed, forCall })),
    passFloor: (participantId) =>
      done(ask(callPassFloor, { roomId, ...(participantId ? { participantId } : {}) })),
    lowerHand: (participantId) => done(ask(callHand, { roomId, raised: false, participantId })),
    lowerHands: () => done(ask(callLowerHands, { roomId })),
    remove: (participantId) => done(ask(callRemove, { roomId, participantId })),
    ban: (participantId, address) => done(ask(callBan, { roomId, participantId, address })),
    appoint: (participantId, role) => done(ask(callAppoint, { roomId, participantId, role })),
    handOver: (participantId) => done(ask(callHandOver, { roomId, participantId })),
    endForAll: () => done(ask(callEnd, { roomId })),
  };
}
