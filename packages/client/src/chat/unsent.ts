/**
 * Texts that aren't stored at the server yet, and where they wait through a
 * reload. Each has a key of its own, so that two tabs don't overwrite each other;
 * that both may send it is harmless, since its client id makes it one message.
 */
import { Failure } from '@converge/protocol/errors';
import { ClientMessageId, type PersonId, type RoomId } from '@converge/protocol/ids';
import * as z from 'zod/mini';
import type { Storage } from '../state/storage.ts';

/** A row of the conversation that only its author sees so far. */
export type Unsent = {
  readonly clientId: ClientMessageId;
  readonly text: string;
  /** By the server's clock, as near as it is known here. */
  readonly writtenAt: number;
} & (
  | { readonly state: 'pending' }
  /** Refused for good; it waits for `retry` or `discard`. */
  | { readonly state: 'failed'; readonly failure: Failure }
);

const Stored = z.object({
  /** Clocks jump between pages; this doesn't. */
  order: z.number(),
  text: z.string(),
  writtenAt: z.number(),
  failure: z.optional(Failure),
});

export interface UnsentStore {
  /** Those of earlier pages, in the order of saving. */
  load(): readonly Unsent[];
  /** A row that is saved again keeps its place. */
  save(row: Unsent): void;
  remove(clientId: ClientMessageId): void;
}

/** `person`: another one who signs in here must not send what this one wrote. */
export function createUnsentStore(storage: Storage, person: PersonId, room: RoomId): UnsentStore {
  const prefix = `converge.unsent.${person}.${room}.`;
  const stored = () => storage.keys(prefix).flatMap((key) => read(key));
  return {
    load: () =>
      stored()
        .sort((a, b) => a.order - b.order)
        .map(({ row }) => row),
    save({ clientId, text, writtenAt, ...rest }) {
      const key = prefix + clientId;
      const last = Math.max(0, ...stored().map(({ order }) => order));
      const order = read(key)[0]?.order ?? last + 1;
      const failure = rest.state === 'failed' ? { failure: rest.failure } : {};
      storage.set(key, JSON.stringify({ order, text, writtenAt, ...failure }));
    },
    remove: (clientId) => storage.remove(prefix + clientId),
  };

  /** What another version of the app left there, in a form that isn't ours, is passed over. */
  function read(key: string): { readonly order: number; readonly row: Unsent }[] {
    const clientId = z.safeParse(ClientMessageId, key.slice(prefix.length));
    const entry = z.safeParse(Stored, parseJson(storage.get(key) ?? ''));
    if (!clientId.success || !entry.success) return [];
    const { order, text, writtenAt, failure } = entry.data;
    const row = { clientId: clientId.data, text, writtenAt };
    return [
      { order, row: failure ? { ...row, state: 'failed', failure } : { ...row, state: 'pending' } },
    ];
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not ours, or cut short by a full disk: the schema refuses it.
    return undefined;
  }
}
