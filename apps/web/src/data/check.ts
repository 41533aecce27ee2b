/** What is known of the way to the server; `check-engine.ts` finds it out. */
import type { Relay, RelayResult } from '@converge/client/check/relays';
import type { LineResult } from '@converge/client/check/server-line';
import type { Speed } from '@converge/client/check/speed';
import type { PortsResult } from '@converge/client/check/workers';
import type { RoomId } from '@converge/protocol/ids';
import type { Fault } from './failure.ts';

export type Finding<T> =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  /** Needs something that was found not to be there. */
  | { readonly kind: 'skipped' }
  | { readonly kind: 'done'; readonly result: T }
  /** It couldn't be found out. */
  | { readonly kind: 'failed'; readonly fault: Fault };

export interface LineFindings {
  readonly websocket: Finding<LineResult>;
  /** Looked at only where WebSocket is blocked. */
  readonly polling: Finding<LineResult>;
  readonly udp: Finding<PortsResult>;
  readonly tcp: Finding<PortsResult>;
  /** `not_signed_in`: only who has an account or is a guest may try them. */
  readonly relays: Finding<readonly { readonly relay: Relay; readonly result: RelayResult }[]>;
  /** null: the way that was open a moment ago isn't any more. */
  readonly speed: Finding<Speed | null>;
}

/** From where one checks. */
export interface CheckPlace {
  /** A room whose key one may have as a guest. */
  readonly room: RoomId | undefined;
}

const waiting = { kind: 'waiting' } as const;
export const unchecked: LineFindings = {
  websocket: waiting,
  polling: waiting,
  udp: waiting,
  tcp: waiting,
  relays: waiting,
  speed: waiting,
};
