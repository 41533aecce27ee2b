/**
 * How far a call is, for what stands around it: a value that stays the same
 * whoever comes, goes, mutes or speaks, so that a page isn't drawn anew for each.
 */
import type { Call, CallState } from '@converge/client/call/types';
import { derive, type Value } from '@converge/client/state/value';

type GoingOn = 'idle' | 'joining' | 'in' | 'reconnecting';

export type CallPhase =
  | { readonly kind: GoingOn }
  | Extract<CallState, { kind: 'waiting' | 'left' | 'failed' }>;

const phases: Readonly<Record<GoingOn, CallPhase>> = {
  idle: { kind: 'idle' },
  joining: { kind: 'joining' },
  in: { kind: 'in' },
  reconnecting: { kind: 'reconnecting' },
};

const known = new WeakMap<Call, Value<CallPhase>>();

/** The phase of one call; the same value for the same call. */
export function phaseOf(call: Call): Value<CallPhase> {
  const phase = known.get(call) ?? derive([call.state], phaseIn);
  known.set(call, phase);
  return phase;
}

function phaseIn(state: CallState): CallPhase {
  switch (state.kind) {
    case 'waiting':
    case 'left':
    case 'failed':
      return state;
    default:
      return phases[state.kind];
  }
}
