/** The requests of who leads, each to where it is decided. */
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
import { type Handler, handler } from '../platform/realtime/ports.ts';
import type { Calls } from './calls.service.ts';
import { grant, lowerHands, passFloor } from './floor.ts';
import { appoint, ban, endForAll, handOver, mute, remove, stopSource } from './moderation.ts';
import { muteAll } from './mute-all.ts';
import { stage } from './wall.ts';

const done = {};

export function moderationHandlers(calls: Calls): Handler[] {
  return [
    handler(callMute, async (session, { roomId, participantId, mayUnmute = true }) => {
      const { call, participant } = calls.seated(session, roomId);
      if (mayUnmute) await mute(call, participant, participantId);
      else {
        const change = { capability: 'speak', allowed: false, forCall: true } as const;
        await grant(call, participant, participantId, change);
      }
      return done;
    }),
    handler(callMuteAll, async (session, { roomId, mayUnmute }) => {
      const { call, participant } = calls.seated(session, roomId);
      await muteAll(call, participant, mayUnmute);
      return done;
    }),
    handler(callStop, async (session, { roomId, participantId, source }) => {
      const { call, participant } = calls.seated(session, roomId);
      // A share that was made of their screen ends by not being one any more.
      const staged = source === 'screen' && call.snapshot.wall?.staged === participantId;
      if (staged) stage(call, participant, null);
      else stopSource(call, participant, participantId, source);
      return done;
    }),
    handler(callGrant, async (session, { roomId, participantId, forCall = false, ...change }) => {
      const { call, participant } = calls.seated(session, roomId);
      await grant(call, participant, participantId, { ...change, forCall });
      return done;
    }),
    handler(callPassFloor, async (session, { roomId, participantId }) => {
      const { call, participant } = calls.seated(session, roomId);
      await passFloor(call, participant, participantId);
      return done;
    }),
    handler(callLowerHands, async (session, { roomId }) => {
      const { call, participant } = calls.seated(session, roomId);
      lowerHands(call, participant);
      return done;
    }),
    handler(callRemove, async (session, { roomId, participantId }) => {
      const { call, participant } = calls.seated(session, roomId);
      await remove(call, participant, participantId);
      return done;
    }),
    handler(callBan, async (session, { roomId, participantId, address = false }) => {
      const { call, participant } = calls.seated(session, roomId);
      await ban(call, participant, participantId, address);
      return done;
    }),
    handler(callAppoint, async (session, { roomId, participantId, role }) => {
      const { call, participant } = calls.seated(session, roomId);
      await appoint(call, participant, participantId, role);
      return done;
    }),
    handler(callHandOver, async (session, { roomId, participantId }) => {
      const { call, participant } = calls.seated(session, roomId);
      await handOver(call, participant, participantId);
      return done;
    }),
    handler(callEnd, async (session, { roomId }) => {
      const { call, participant } = calls.seated(session, roomId);
      endForAll(call, participant);
      return done;
    }),
  ];
}
