/**
 * A small store of strings that outlives the page, such as `localStorage`.
 * Given from outside, so that Node and tests have theirs.
 */
export interface Storage {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  /** All keys that begin with `prefix`. */
  keys(prefix: string): readonly string[];
}

/** Forgets with the process; for bots and tests, and where the browser forbids storing. */
export function memoryStorage(): Storage {
  const entries = new Map<string, string>();
  return {
    get: (key) => entries.get(key) ?? null,
    set: (key, value) => void entries.set(key, value),
    remove: (key) => void entries.delete(key),
    keys: (prefix) => [...entries.keys()].filter((key) => key.startsWith(prefix)),
  };
}

/**
 * The browser's store, or that of one tab. Private windows and full disks make it throw; what is
 * kept there is a comfort, so it is then kept in memory instead.
 */
export function browserStorage(kind: 'localStorage' | 'sessionStorage' = 'localStorage'): Storage {
  const memory = memoryStorage();
  const local = reachable(kind);
  if (!local) return memory;
  return {
    get: (key) => memory.get(key) ?? local.getItem(key),
    set(key, value) {
      try {
        local.setItem(key, value);
        memory.remove(key);
      } catch {
        // The quota is used up or writing is forbidden: keep it for this page at least.
        memory.set(key, value);
      }
    },
    remove(key) {
      memory.remove(key);
      local.removeItem(key);
    },
    keys(prefix) {
      const stored = Array.from({ length: local.length }, (_, i) => local.key(i) ?? '');
      return [...new Set([...stored, ...memory.keys('')])].filter((key) => key.startsWith(prefix));
    },
  };
}

function reachable(kind: 'localStorage' | 'sessionStorage'): globalThis.Storage | null {
  try {
    return globalThis[kind] ?? null;
  } catch {
    // Reading the property itself throws where cookies are blocked.
    return null;
  }
}
