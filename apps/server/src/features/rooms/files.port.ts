/**
 * What the rooms ask of the files. Files stand above rooms and may not be imported
 * here; compose.ts hands them in.
 */
import type { RoomId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import type { Held } from '@converge/protocol/rest/rooms';
import type { Tx } from '../../platform/db/client.ts';

/** What lies in a room. */
export interface RoomHolds {
  /** What everybody inside sees. */
  readonly shared: Held;
  /** Together with what was handed in, which who leads sees. */
  readonly all: Held;
}

export interface RoomFiles {
  /** Of each of these rooms in which something lies. */
  held(roomIds: readonly RoomId[]): Promise<ReadonlyMap<RoomId, RoomHolds>>;
  /** Folders, and what was handed out, of one room into another that has none; they are `author`'s. */
  copy(tx: Tx, from: RoomId, to: RoomId, author: Person): Promise<void>;
}

/** Stands in until the files are there: nothing lies anywhere. */
export const noFiles: RoomFiles = {
  held: async () => new Map(),
  copy: async () => {},
};
