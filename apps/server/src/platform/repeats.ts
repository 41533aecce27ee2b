/**
 * Requests whose answer may be lost on its way: who asks again gets to what the
 * first time came to, instead of doing it twice. What is kept is kept in memory,
 * for minutes; a restart forgets it.
 */
import type { Clock } from './clock.ts';

export interface Repeats<T> {
  /**
   * Does `first`, once for each key, or `again` with what it came to. One that failed
   * doesn't count; who asks while it runs waits for it.
   */
  once(key: string, first: () => Promise<T>, again: (before: T) => Promise<T>): Promise<T>;
}

/** @param keepMs for how long a repetition is known as one */
export function createRepeats<T>(clock: Clock, keepMs: number): Repeats<T> {
  // In the order of their time.
  const begun = new Map<string, { readonly at: number; readonly result: Promise<T> }>();

  function forgetOld(): void {
    for (const [key, { at }] of begun) {
      if (clock.now() - at < keepMs) return;
      begun.delete(key);
    }
  }

  return {
    async once(key, first, again) {
      forgetOld();
      const before = begun.get(key);
      if (before) return again(await before.result);
      const result = first();
      begun.set(key, { at: clock.now(), result });
      try {
        return await result;
      } catch (error) {
        begun.delete(key);
        throw error;
      }
    },
  };
}
