/**
 * What the rooms ask of the files. Files stand above rooms and may not be imported
 * here; compose.ts hands them in.
 */
import type { PersonId, RoomId } from '@converge/protocol/ids';
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
  /** What these people have on its way into the room comes no more: their place in it was taken. */
  giveUpUploads(tx: Tx, roomId: RoomId, people: readonly PersonId[]): Promise<void>;
  /**
   * Makes ready for a copy, before its transaction begins: what a room may hold is
   * read from elsewhere, and whoever holds one connection of the pool mustn't wait for another.
   */
  copying(): Promise<CopyFiles>;
}

/**
 * Folders, and what was handed out, of one room into a new one; they are `author`'s.
 * @throws ConvergeError room_full, where that is more than a new room may hold
 */
export type CopyFiles = (tx: Tx, from: RoomId, to: RoomId, author: Person) => Promise<void>;

/** Stands in until the files are there: nothing lies anywhere. */
export const noFiles: RoomFiles = {
  held: async () => new Map(),
  giveUpUploads: async () => {},
  copying: async () => async () => {},
};
