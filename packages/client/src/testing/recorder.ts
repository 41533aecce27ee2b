/** Keeps what a value was and waits for what it will be, so that tests never sleep. */
import { type Value, when } from '../state/value.ts';

export interface Recorder<T> {
  /** All values since the recording began, the first one included. */
  readonly seen: readonly T[];
  /** Settles with the first recorded or coming value that fits. */
  find(wanted: (value: T) => boolean): Promise<T>;
  stop(): void;
}

export function record<T>(value: Value<T>): Recorder<T> {
  const seen: T[] = [value.get()];
  const stop = value.subscribe(() => seen.push(value.get()));
  return {
    seen,
    find(wanted) {
      const known = seen.find(wanted);
      return known === undefined ? when(value, wanted) : Promise.resolve(known);
    },
    stop,
  };
}
