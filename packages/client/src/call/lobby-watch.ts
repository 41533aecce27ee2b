/** The lobby as those see it who decide: watched anew on every line, until it is closed. */
import type { RoomId } from '@converge/protocol/ids';
import {
  type Lobby,
  lobbyAdmit,
  lobbyChanged,
  lobbyRefuse,
  lobbySay,
  lobbyWatch,
} from '@converge/protocol/realtime/lobby';
import type { Connection } from '../realtime/connection.ts';
import type { Log } from '../state/log.ts';
import { createScope } from '../state/scope.ts';
import { createValue } from '../state/value.ts';
import type { LobbyWatch } from './types.ts';

export interface LobbyWatchOptions {
  readonly connection: Connection;
  readonly roomId: RoomId;
  readonly log: Log;
}

export function createLobbyWatch({ connection, roomId, log }: LobbyWatchOptions): LobbyWatch {
  const scope = createScope();
  const lobby = createValue<Lobby | null>(null);
  scope.onClose(
    connection.on(lobbyChanged, (event) => {
      if (event.roomId === roomId) lobby.set(event.lobby);
    }),
  );
  scope.onClose(
    connection.state.subscribe(() => {
      if (connection.state.get().kind === 'online') void watch();
    }),
  );
  if (connection.state.get().kind === 'online') void watch();

  const done = async (request: Promise<unknown>): Promise<void> => {
    await request;
  };
  return {
    lobby,
    admit: (personId) => done(connection.request(lobbyAdmit, { roomId, personId })),
    refuse: (personId) => done(connection.request(lobbyRefuse, { roomId, personId })),
    say: (text) => done(connection.request(lobbySay, { roomId, text })),
    close: scope.close,
  };

  async function watch(): Promise<void> {
    try {
      const now = await connection.request(lobbyWatch, { roomId }, { offline: 'fail' });
      if (!scope.closed) lobby.set(now);
    } catch (error) {
      // Another line asks again; who may not decide any more has nothing to see.
      log.debug('the lobby is not shown', { error });
    }
  }
}
