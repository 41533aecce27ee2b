/** The wall as those see it who lead: looked at anew on every line, until it is closed. */
import type { ParticipantId, RoomId } from '@converge/protocol/ids';
import {
  wallAsk,
  wallClose,
  wallLook,
  wallShowing,
  wallStage,
  wallStop,
} from '@converge/protocol/realtime/wall';
import type { Connection } from '../realtime/connection.ts';
import type { Log } from '../state/log.ts';
import { createScope } from '../state/scope.ts';
import { createValue, type Value } from '../state/value.ts';
import type { CallState, WallWatch } from './types.ts';

export interface WallWatchOptions {
  readonly connection: Connection;
  readonly roomId: RoomId;
  readonly state: Value<CallState>;
  readonly log: Log;
}

export function createWallWatch(options: WallWatchOptions): WallWatch {
  const { connection, roomId, state, log } = options;
  const scope = createScope();
  const showing = createValue<readonly ParticipantId[] | null>(null);
  scope.onClose(
    connection.on(wallShowing, (event) => {
      if (event.roomId === roomId) showing.set(event.participantIds);
    }),
  );
  let inside = false;
  const follow = () => {
    const before = inside;
    inside = state.get().kind === 'in';
    if (inside && !before) void look();
  };
  scope.onClose(state.subscribe(follow));
  follow();

  const done = async (request: Promise<unknown>): Promise<void> => {
    await request;
  };
  return {
    showing,
    ask: () => done(connection.request(wallAsk, { roomId })),
    end: () => done(connection.request(wallClose, { roomId })),
    stage: (participantId) => done(connection.request(wallStage, { roomId, participantId })),
    stop: (participantId) => done(connection.request(wallStop, { roomId, participantId })),
    close: scope.close,
  };

  async function look(): Promise<void> {
    try {
      const now = await connection.request(wallLook, { roomId }, { offline: 'fail' });
      if (!scope.closed) showing.set(now.participantIds);
    } catch (error) {
      // Another line looks again; who doesn't lead any more has nothing to see.
      log.debug('the wall is not shown', { error });
    }
  }
}
