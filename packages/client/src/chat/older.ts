/** Brings what lies before the first known message as somebody walks back: one page at a time. */
import { ConvergeError } from '@converge/protocol/errors';
import type { Seq } from '@converge/protocol/ids';
import { limits } from '@converge/protocol/limits';
import type { Conversation } from '@converge/protocol/reduce/conversation';
import type { Clock } from '../state/clock.ts';
import type { Scope } from '../state/scope.ts';
import { createValue, type Value } from '../state/value.ts';

export interface Older {
  /** Whether a page is on its way. */
  readonly loading: Value<boolean>;
  /** Brings a page, or goes on with the one that is on its way. Throws `ConvergeError`. */
  load(): Promise<void>;
}

export interface OlderOptions {
  readonly copy: Value<Conversation>;
  /** Brings up to `limit` messages before `before` into the copy. */
  readonly fetch: (before: Seq, limit: number) => Promise<void>;
  readonly scope: Scope;
  readonly clock: Clock;
}

/** How long to leave a server alone that doesn't say for how long it wants to be. */
const PAUSE_MS = 1_000;

export function createOlder({ copy, fetch, scope, clock }: OlderOptions): Older {
  const loading = createValue(false);
  let onItsWay: Promise<void> | null = null;
  let wake = () => {};
  scope.onClose(() => wake());
  return {
    loading,
    load() {
      onItsWay ??= load().finally(() => {
        onItsWay = null;
      });
      return onItsWay;
    },
  };

  async function load(): Promise<void> {
    const { messages } = copy.get();
    const before = messages[0]?.seq ?? 0;
    if (before <= 1) return;
    // Whoever has walked far goes on: larger pages, and fewer stops.
    const { default: least, max } = limits.historyPage;
    const limit = Math.min(Math.max(messages.length, least), max);
    loading.set(true);
    try {
      await patiently(() => fetch(before, limit));
    } finally {
      loading.set(false);
    }
  }

  /** To walk faster than the server answers is no fault that somebody should read about. */
  async function patiently(ask: () => Promise<void>): Promise<void> {
    while (!scope.closed) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof ConvergeError) || error.code !== 'rate_limited') throw error;
        await pause(error.failure.retryAfterMs ?? PAUSE_MS);
      }
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = clock.after(ms, resolve);
      wake = () => {
        stop();
        resolve();
      };
    });
  }
}
