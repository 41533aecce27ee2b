/** Named events with typed arguments; a listener that throws breaks nobody else. */
import { createListeners, type Listeners } from './listeners.ts';

/** Event name -> the arguments it is told with. */
export type EventMap = { readonly [name: string]: readonly unknown[] };

/** What others may do with an emitter: listen. */
export interface Subscribable<Events extends EventMap> {
  /** Listens until the answer is called. */
  on<Name extends keyof Events>(name: Name, listener: (...args: Events[Name]) => void): () => void;
}

export interface Emitter<Events extends EventMap> extends Subscribable<Events> {
  emit<Name extends keyof Events>(name: Name, ...args: Events[Name]): void;
  /** Forgets all listeners. */
  clear(): void;
}

export function createEmitter<Events extends EventMap>(
  onThrow?: (error: unknown) => void,
): Emitter<Events> {
  const byName: { [Name in keyof Events]?: Listeners<Events[Name]> } = {};
  return {
    on(name, listener) {
      const listeners = byName[name] ?? createListeners(onThrow);
      byName[name] = listeners;
      return listeners.add(listener);
    },
    emit(name, ...args) {
      byName[name]?.tell(...args);
    },
    clear() {
      for (const name of Object.keys(byName)) byName[name]?.clear();
    },
  };
}
