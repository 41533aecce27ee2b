/** A live connection as the calls see it: it sits in at most one call. */
import type { Session } from '../platform/realtime/ports.ts';
import type { Call } from './call.ts';
import type { Lobby } from './lobby.ts';
import type { Participant } from './participant.ts';
import { createSerial, type Serial } from './serial.ts';

export interface Connection {
  readonly session: Session;
  /** Joining and leaving of this connection, one after another. */
  readonly serial: Serial;
  seated: { readonly call: Call; readonly participant: Participant } | null;
  /** Where it waits to be let in. */
  waiting: Lobby | null;
  /** True once the socket is gone, and for ever. */
  closed: boolean;
}

export const createConnection = (session: Session): Connection => ({
  session,
  serial: createSerial(),
  seated: null,
  waiting: null,
  closed: false,
});
