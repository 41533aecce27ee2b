/**
 * Sends what was written, in the order of writing, one at a time: were two on
 * their way, a lost first one would be stored after the second. A text leaves
 * only when the server has stored it or refused it for good.
 */
import { ConvergeError, type Failure, isRetryable } from '@converge/protocol/errors';
import type { ClientMessageId } from '@converge/protocol/ids';
import type { Message } from '@converge/protocol/realtime/chat';
import { lineBackoff, type ReconnectPolicy } from '../realtime/reconnect-policy.ts';
import type { Clock } from '../state/clock.ts';
import { createValue, type Value } from '../state/value.ts';
import type { Unsent, UnsentStore } from './unsent.ts';

export interface Outbox {
  /** In the order of writing. */
  readonly rows: Value<readonly Unsent[]>;
  add(row: Unsent): void;
  /** Puts a failed row at the end of the queue. */
  retry(clientId: ClientMessageId): void;
  /** Forgets a failed row; one that may be on its way can't be taken back. */
  discard(clientId: ClientMessageId): void;
  /** The server has it: drops the row. */
  stored(clientId: ClientMessageId): void;
  /** Takes in what earlier pages left, and keeps all there from now on. Nothing is sent before. */
  keepIn(store: UnsentStore): void;
  close(): void;
}

export interface OutboxOptions {
  /** Sends one row; rejects with `ConvergeError`. */
  readonly send: (row: Unsent) => Promise<Message>;
  readonly online: Value<boolean>;
  readonly clock: Clock;
  readonly policy?: ReconnectPolicy;
}

/** So often may a row fail by a fault of the server before it stops holding up the others. */
const FAULTS_MAX = 5;

export function createOutbox({
  send,
  online,
  clock,
  policy = lineBackoff(),
}: OutboxOptions): Outbox {
  const rows = createValue<readonly Unsent[]>([]);
  let store: UnsentStore | null = null;
  let busy = false;
  let closed = false;
  let attempts = 0;
  let failedAt = 0;
  let faults = 0;
  /** Set while the server wants, or a failure teaches, some patience. */
  let stopWaiting: (() => void) | null = null;

  const stopOnline = online.subscribe(() => {
    // A new line is a new chance: what waited for its time goes now.
    attempts = 0;
    stopWaiting?.();
    stopWaiting = null;
    next();
  });

  return {
    rows,
    add(row) {
      put(row);
      next();
    },
    retry(clientId) {
      const row = rows.get().find((r) => r.clientId === clientId);
      if (row?.state !== 'failed') return;
      remove(clientId);
      put({ clientId, text: row.text, writtenAt: row.writtenAt, state: 'pending' });
      next();
    },
    discard(clientId) {
      const row = rows.get().find((r) => r.clientId === clientId);
      if (row?.state === 'failed') remove(clientId);
    },
    stored: remove,
    keepIn(newStore) {
      store = newStore;
      const known = new Set(rows.get().map((row) => row.clientId));
      const earlier = newStore.load().filter((row) => !known.has(row.clientId));
      for (const row of rows.get()) newStore.save(row);
      rows.update((now) => [...earlier, ...now]);
      next();
    },
    close() {
      closed = true;
      stopWaiting?.();
      stopOnline();
    },
  };

  function put(row: Unsent): void {
    store?.save(row);
    rows.update((now) => [...now, row]);
  }

  function remove(clientId: ClientMessageId): void {
    if (!rows.get().some((row) => row.clientId === clientId)) return;
    store?.remove(clientId);
    rows.update((now) => now.filter((row) => row.clientId !== clientId));
  }

  function next(): void {
    // Before the store is there, texts of earlier pages may have to go first.
    if (!store || busy || closed || stopWaiting || !online.get()) return;
    const row = rows.get().find((r) => r.state === 'pending');
    if (!row) return;
    busy = true;
    send(row)
      .then(
        () => {
          attempts = 0;
          faults = 0;
          remove(row.clientId);
        },
        (error: unknown) => refused(row, error),
      )
      .finally(() => {
        busy = false;
        next();
      });
  }

  function refused(row: Unsent, error: unknown): void {
    if (closed) return;
    const failure: Failure = error instanceof ConvergeError ? error.failure : { code: 'internal' };
    if (failure.code === 'internal') faults++;
    if (isRetryable(failure.code) && faults < FAULTS_MAX) {
      attempts++;
      if (attempts === 1) failedAt = clock.now();
      const wait = Math.max(failure.retryAfterMs ?? 0, policy(attempts, clock.now() - failedAt));
      stopWaiting = clock.after(wait, () => {
        stopWaiting = null;
        next();
      });
      return;
    }
    faults = 0;
    const failed: Unsent = { ...row, state: 'failed', failure };
    // Gone from the rows: it was stored while the refusal was on its way.
    if (!rows.get().some((r) => r.clientId === row.clientId)) return;
    store?.save(failed);
    rows.update((now) => now.map((r) => (r.clientId === row.clientId ? failed : r)));
  }
}
