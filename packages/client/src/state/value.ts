/**
 * A value that can be read at any time and tells when it changed. Its shape fits
 * React's `useSyncExternalStore(value.subscribe, value.get)`; both functions may
 * be detached from the object.
 */
import { createListeners } from './listeners.ts';

export interface Value<T> {
  /** The present value; the same reference until it changes. */
  readonly get: () => T;
  /** Calls `listener` after each change, never at once; the answer ends it. */
  readonly subscribe: (listener: () => void) => () => void;
}

export interface WritableValue<T> extends Value<T> {
  /** Replaces the value; nobody is told where it is the same as before. */
  readonly set: (next: T) => void;
  readonly update: (change: (current: T) => T) => void;
}

/** A value to write to. `same` decides what counts as no change. */
export function createValue<T>(
  initial: T,
  same: (a: T, b: T) => boolean = Object.is,
): WritableValue<T> {
  let current = initial;
  const listeners = createListeners<[]>();
  const set = (next: T) => {
    if (same(current, next)) return;
    current = next;
    listeners.tell();
  };
  return {
    get: () => current,
    subscribe: listeners.add,
    set,
    update: (change) => set(change(current)),
  };
}

type Read<Sources extends readonly Value<unknown>[]> = {
  [I in keyof Sources]: Sources[I] extends Value<infer T> ? T : never;
};

/**
 * A value computed from others. It is computed when read and kept while the
 * sources stay as they are; listeners hear only when the result differs.
 */
export function derive<const Sources extends readonly Value<unknown>[], T>(
  sources: Sources,
  compute: (...values: Read<Sources>) => T,
  same: (a: T, b: T) => boolean = Object.is,
): Value<T> {
  let cache: { readonly inputs: readonly unknown[]; readonly result: T } | null = null;
  const get = (): T => {
    const inputs = sources.map((source) => source.get());
    if (cache && inputs.every((input, i) => Object.is(input, cache?.inputs[i]))) {
      return cache.result;
    }
    const fresh = compute(...(inputs as Read<Sources>));
    const result = cache && same(cache.result, fresh) ? cache.result : fresh;
    cache = { inputs, result };
    return result;
  };
  const subscribe = (listener: () => void): (() => void) => {
    let known = get();
    const check = () => {
      const next = get();
      if (Object.is(known, next)) return;
      known = next;
      listener();
    };
    const ends = sources.map((source) => source.subscribe(check));
    return () => {
      for (const end of ends) end();
    };
  };
  return { get, subscribe };
}

/** Settles with the first value for which `wanted` holds, be it the present one. */
export function when<T, S extends T>(
  value: Value<T>,
  wanted: (current: T) => current is S,
  signal?: AbortSignal,
): Promise<S>;
export function when<T>(
  value: Value<T>,
  wanted: (current: T) => boolean,
  signal?: AbortSignal,
): Promise<T>;
export function when<T>(
  value: Value<T>,
  wanted: (current: T) => boolean,
  signal?: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const current = value.get();
    if (wanted(current)) return resolve(current);
    const done = () => {
      end();
      signal?.removeEventListener('abort', abort);
    };
    const abort = () => {
      done();
      reject(signal?.reason);
    };
    const end = value.subscribe(() => {
      const next = value.get();
      if (!wanted(next)) return;
      done();
      resolve(next);
    });
    signal?.addEventListener('abort', abort, { once: true });
  });
}
