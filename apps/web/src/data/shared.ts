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
}

interface Entry<T> {
  readonly value: T;
  holders: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** A function that holds the one thing under a key. */
export function createShared<T>(options: SharedOptions<T>): (key: string) => Hold<T> {
  const entries = new Map<string, Entry<T>>();
  return (key) => {
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
        entry.timer = setTimeout(() => {
          entries.delete(key);
          options.close(entry.value);
        }, options.lingerMs);
      },
    };
  };
}
