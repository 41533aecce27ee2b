/** Who listens to which event, and the parsing in between: once per event, not per listener. */
import type { AnyEvent, PayloadOf } from '@converge/protocol/realtime/define';
import * as z from 'zod/mini';
import { createListeners, type Listeners } from '../state/listeners.ts';
import type { Log } from '../state/log.ts';

export interface EventRegistry {
  on<E extends AnyEvent>(event: E, listener: (payload: PayloadOf<E>) => void): () => void;
  /** Unknown events are ignored (SPEC RT-4), wrong payloads logged and dropped. */
  tell(name: string, payload: unknown): void;
  clear(): void;
}

interface Entry {
  readonly event: AnyEvent;
  readonly listeners: Listeners<[payload: unknown]>;
}

/** Several a second: they would push everything else out of a log. */
const frequent: ReadonlySet<string> = new Set(['call.levels']);

export function createEventRegistry(log: Log): EventRegistry {
  const byName = new Map<string, Entry>();
  return {
    on(event, listener) {
      const known = byName.get(event.name);
      const entry: Entry = known ?? {
        event,
        listeners: createListeners((error) =>
          log.error('a listener threw', { event: event.name, error }),
        ),
      };
      if (!known) byName.set(event.name, entry);
      return entry.listeners.add((payload) => listener(payload as PayloadOf<typeof event>));
    },
    tell(name, payload) {
      const entry = byName.get(name);
      if (!entry || entry.listeners.size === 0) return;
      if (!frequent.has(name)) log.debug('event', { event: name });
      const parsed = z.safeParse(entry.event.payload, payload);
      if (parsed.success) entry.listeners.tell(parsed.data);
      else log.warn('an event has the wrong shape', { event: name });
    },
    clear() {
      for (const { listeners } of byName.values()) listeners.clear();
    },
  };
}
