/** What the parts of this feature share. */
import type { RoomId } from '@converge/protocol/ids';
import type { BlobStore } from '../../platform/blobs/blobs.ts';
import type { Db } from '../../platform/db/client.ts';
import type { Log } from '../../platform/log.ts';
import type { Outbox } from '../../platform/outbox/outbox.ts';
import type { Broadcast } from '../../platform/realtime/ports.ts';
import type { ActorIn, RoomPerson } from '../rooms/index.ts';

/** Whoever asks, as they are in the room now. */
export type Asker = Awaited<ReturnType<ActorIn>>;

/** Whoever sends a file, which may take hours. */
export interface Sender {
  /** As they were in the room when the request began. */
  readonly asker: Asker;
  /** As they are there now. @throws ConvergeError where their way in has ended */
  readonly now: () => Promise<Asker>;
}

export interface FileLimits {
  /** The largest file, in bytes. */
  readonly fileMax: number;
  /** All that lies in one room, in bytes, where the room has no other number. */
  readonly roomMax: number;
  /** How much of that is kept for hand-ins, between 0 and 1. */
  readonly handInShare: number;
}

export interface FilesContext {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly outbox: Outbox;
  readonly log: Log;
  readonly broadcast: Broadcast;
  /** As they are set now. */
  readonly limits: () => Promise<FileLimits>;
  /** Who belongs to a room. */
  readonly peopleOf: (roomId: RoomId) => Promise<RoomPerson[]>;
  /** Whether what comes is looked at for viruses before anybody gets it. */
  readonly scans: boolean;
}

/** Where the bytes of a content lie. */
export const blobKey = (sha256: string): string => `files/${sha256.slice(0, 2)}/${sha256}.bin`;

/** Somebody as a file's author. */
export const authorOf = ({ person }: Asker) => ({
  authorKind: person.kind,
  authorId: person.id,
  authorName: person.name,
});
