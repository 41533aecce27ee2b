/**
 * A set of listeners that can't harm each other: one that throws is reported,
 * and the others still hear.
 */
export interface Listeners<Args extends readonly unknown[]> {
  /** Adds a listener; the answer removes it again, and may be called twice. */
  add(listener: (...args: Args) => void): () => void;
  /** Tells all who listen now; those added meanwhile hear the next time. */
  tell(...args: Args): void;
  clear(): void;
  readonly size: number;
}

export function createListeners<Args extends readonly unknown[]>(
  onThrow: (error: unknown) => void = reportThrown,
): Listeners<Args> {
  // Each entry is its own object, so the same function may be added twice.
  const entries = new Set<{ readonly listener: (...args: Args) => void }>();
  return {
    add(listener) {
      const entry = { listener };
      entries.add(entry);
      return () => {
        entries.delete(entry);
      };
    },
    tell(...args) {
      for (const entry of [...entries]) {
        // One that was removed by an earlier listener of this round stays quiet.
        if (!entries.has(entry)) continue;
        try {
          entry.listener(...args);
        } catch (error) {
          onThrow(error);
        }
      }
    },
    clear() {
      entries.clear();
    },
    get size() {
      return entries.size;
    },
  };
}

function reportThrown(error: unknown): void {
  console.error('a listener threw', error);
}
