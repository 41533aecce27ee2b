/** The requests of the wall, each to where it is decided. */
import {
  wallAsk,
  wallClose,
  wallLook,
  wallStage,
  wallStop,
} from '@converge/protocol/realtime/wall';
import { type Handler, handler } from '../platform/realtime/ports.ts';
import type { Calls } from './calls.service.ts';
import { askForScreens, closeWall, lookAtWall, stage, stopScreen } from './wall.ts';

const done = {};

export function wallHandlers(calls: Calls): Handler[] {
  return [
    handler(wallAsk, async (session, { roomId }) => {
      const { call, participant } = calls.seated(session, roomId);
      askForScreens(call, participant);
      return done;
    }),
    handler(wallClose, async (session, { roomId }) => {
      const { call, participant } = calls.seated(session, roomId);
      closeWall(call, participant);
      return done;
    }),
    handler(wallLook, async (session, { roomId }) => {
      const { call, participant } = calls.seated(session, roomId);
      return { participantIds: lookAtWall(call, participant) };
    }),
    handler(wallStage, async (session, { roomId, participantId }) => {
      const { call, participant } = calls.seated(session, roomId);
      stage(call, participant, participantId);
      return done;
    }),
    handler(wallStop, async (session, { roomId, participantId }) => {
      const { call, participant } = calls.seated(session, roomId);
      stopScreen(call, participant, participantId);
      return done;
    }),
  ];
}
