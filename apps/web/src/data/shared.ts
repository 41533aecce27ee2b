/**
 * Things that several parts of the app use at once and that exist only once: made
 * for the first who holds one, closed some time after the last let go.
 */
export interface Hold<T> {
  readonly value: T;
  /** Lets go; a second call is harmless. */
  release(): void;
}

export interface SharedOptions<T> {
  readonly make: (key: string) => T;
  readonly close: (value: T) => void;
  /** Walking from one page to the next lets go and takes again: it must not close meanwhile. */
  readonly lingerMs: number;
  /** Whether it is of no use to whoever comes next; then it closes when the last lets go. */
  readonly isSpent?: (value: T) => boolean;
}

interface Entry<T> {
  readonly value: T;
  holders: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export interface Shared<T> {
  /** Makes the thing, or joins in holding it. */
  hold(key: string): Hold<T>;
  /** The thing if somebody holds it now; it may be gone in the next moment. */
  peek(key: string): T | null;
}

/** The one thing under each key. */
export function createShared<T>(options: SharedOptions<T>): Shared<T> {
  const entries = new Map<string, Entry<T>>();
  return { hold, peek: (key) => entries.get(key)?.value ?? null };

  function hold(key: string): Hold<T> {
    const entry = entries.get(key) ?? {
      value: options.make(key),
      holders: 0,
      timer: undefined,
    };
    entries.set(key, entry);
    clearTimeout(entry.timer);
    entry.holders++;
    let held = true;
    return {
      value: entry.value,
      release() {
        if (!held) return;
        held = false;
        if (--entry.holders > 0) return;
        const end = () => {
          entries.delete(key);
          options.close(entry.value);
        };
        if (options.isSpent?.(entry.value)) end();
        else entry.timer = setTimeout(end, options.lingerMs);
      },
    };
  }
}
