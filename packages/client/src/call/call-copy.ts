/**
 * This device's copy of the call: a snapshot, and every change after it in
 * order. A number that is left out is noticed, since nothing after it may be
 * applied (SPEC CALL-2).
 */
import type { ParticipantId } from '@converge/protocol/ids';
import type { CallSnapshot, callChanged, Participant } from '@converge/protocol/realtime/call';
import type { PayloadOf } from '@converge/protocol/realtime/define';
import { applyCallChange } from '@converge/protocol/reduce/call';
import { createValue, type Value } from '../state/value.ts';

/** The call, and who of its people this device is. */
export interface Inside {
  readonly call: CallSnapshot;
  readonly self: ParticipantId;
}

export interface CallCopy {
  /** Both in one, so that nobody sees a new call with an old self. */
  readonly value: Value<Inside | null>;
  take(call: CallSnapshot, seq: number, self: ParticipantId): void;
  /**
   * known: it was in the snapshot already, or is news of a call that ended.
   * gap: a fresh snapshot is needed.
   */
  apply(event: PayloadOf<typeof callChanged>): 'applied' | 'known' | 'gap';
}

export function createCallCopy(): CallCopy {
  const value = createValue<Inside | null>(null);
  let at = 0;
  return {
    value,
    take(call, seq, self) {
      at = seq;
      value.set({ call, self });
    },
    apply({ callId, seq, change }) {
      const inside = value.get();
      if (inside?.call.id !== callId || seq <= at) return 'known';
      if (seq !== at + 1) return 'gap';
      at = seq;
      value.set({ ...inside, call: applyCallChange(inside.call, change) });
      return 'applied';
    },
  };
}

/** Somebody inside; null where they aren't (any more). */
export const findParticipant = (call: CallSnapshot, id: ParticipantId): Participant | null =>
  call.participants.find((participant) => participant.id === id) ?? null;
