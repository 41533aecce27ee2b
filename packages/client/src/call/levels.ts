/** How loud the others are, as the server measures it. */
import type { ParticipantId } from '@converge/protocol/ids';
import { createValue, type Value, type WritableValue } from '../state/value.ts';
import { levelOfDecibels } from './meter.ts';

export interface Levels {
  of(participantId: ParticipantId): Value<number>;
  /** Decibels (dBov) of those who are heard; everybody else is silent. */
  take(levels: readonly (readonly [ParticipantId, number])[]): void;
  /** Forgets all others: who has left doesn't come back under the same id. */
  keepOnly(inside: ReadonlySet<ParticipantId>): void;
}

export function createLevels(): Levels {
  const byId = new Map<ParticipantId, WritableValue<number>>();
  const of = (id: ParticipantId) => {
    const known = byId.get(id) ?? createValue(0);
    byId.set(id, known);
    return known;
  };
  return {
    of,
    take(levels) {
      const heard = new Map(levels);
      for (const [id, value] of byId) if (!heard.has(id)) value.set(0);
      for (const [id, decibels] of heard) of(id).set(levelOfDecibels(decibels));
    },
    keepOnly(inside) {
      for (const [id, value] of byId) {
        if (inside.has(id)) continue;
        value.set(0);
        byId.delete(id);
      }
    },
  };
}
