/** Who points where, for as long as it is news. */
import type { Call } from '@converge/client/call/types';
import { createValue, type Value, type WritableValue } from '@converge/client/state/value';
import type { ParticipantId } from '@converge/protocol/ids';
import type { Pointer } from '../tile/tile-port.ts';

/** A pointer that rests says nothing; one whose end was lost on the way must not stay. */
const restMs = 4_000;

export interface Pointers {
  of(share: ParticipantId): Value<readonly Pointer[]>;
  point(share: ParticipantId, at: Pointer['at'] | null): void;
  /** Forgets the shares of all others. */
  keepOnly(inside: ReadonlySet<ParticipantId>): void;
  close(): void;
}

export function createPointers(call: Call): Pointers {
  const shares = new Map<ParticipantId, WritableValue<readonly Pointer[]>>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function of(share: ParticipantId): WritableValue<readonly Pointer[]> {
    const known = shares.get(share) ?? createValue<readonly Pointer[]>([]);
    shares.set(share, known);
    return known;
  }

  function show(by: ParticipantId, share: ParticipantId, at: Pointer['at'] | null): void {
    const key = `${by} ${share}`;
    clearTimeout(timers.get(key));
    timers.delete(key);
    const others = (shares.get(share)?.get() ?? []).filter((one) => one.by !== by);
    if (!at) {
      shares.get(share)?.set(others);
      return;
    }
    const person = call.participants.get().find(({ id }) => id === by)?.person;
    const name = by === call.self.get()?.id ? null : (person?.name ?? null);
    of(share).set([...others, { by, name, at }]);
    timers.set(
      key,
      setTimeout(() => show(by, share, null), restMs),
    );
  }

  const stop = call.events.on('pointed', show);
  return {
    of,
    point(share, at) {
      const me = call.self.get();
      if (!me) return;
      show(me.id, share, at);
      call.point(share, at);
    },
    keepOnly(inside) {
      for (const id of shares.keys()) if (!inside.has(id)) shares.delete(id);
    },
    close() {
      stop();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
