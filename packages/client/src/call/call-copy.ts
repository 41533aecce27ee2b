/**
 * This device's copy of the call: a snapshot, and every change after it in
 * order. A number that is left out is noticed, since nothing after it may be
 * applied (SPEC CALL-2).
 */
import type { ParticipantId, Seq } from '@converge/protocol/ids';
import type { CallChange, CallSnapshot, Participant } from '@converge/protocol/realtime/call';
import { applyCallChange } from '@converge/protocol/reduce/call';
import { createValue, type Value } from '../state/value.ts';

export interface CallCopy {
  readonly value: Value<CallSnapshot | null>;
  take(snapshot: CallSnapshot, seq: Seq): void;
  /** known: it was in the snapshot already. gap: a fresh snapshot is needed. */
  apply(seq: Seq, change: CallChange): 'applied' | 'known' | 'gap';
  clear(): void;
}

export function createCallCopy(): CallCopy {
  const value = createValue<CallSnapshot | null>(null);
  let at: Seq = 0;
  return {
    value,
    take(snapshot, seq) {
      at = seq;
      value.set(snapshot);
    },
    apply(seq, change) {
      const call = value.get();
      if (!call || seq <= at) return 'known';
      if (seq !== at + 1) return 'gap';
      at = seq;
      value.set(applyCallChange(call, change));
      return 'applied';
    },
    clear() {
      at = 0;
      value.set(null);
    },
  };
}

/** Somebody inside; null where they aren't (any more). */
export const findParticipant = (
  call: CallSnapshot | null,
  id: ParticipantId | null,
): Participant | null => call?.participants.find((participant) => participant.id === id) ?? null;
