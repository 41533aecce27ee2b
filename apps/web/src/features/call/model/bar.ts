/** What the bar of the call says about oneself. Pure. */
import type { DeviceProblem, LocalSource } from '@converge/client/call/types';
import {
  type Actor,
  type Capability,
  can,
  mayRequest,
  type RoomRules,
} from '@converge/protocol/permissions';

/** A switch of the bar. */
export type SwitchState =
  | { readonly kind: 'on' }
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'failed'; readonly problem: DeviceProblem }
  /** The policy says no; `ask`: a raised hand asks for it. */
  | { readonly kind: 'forbidden'; readonly ask: boolean };

export interface BarModel {
  readonly microphone: SwitchState;
  readonly camera: SwitchState;
  readonly screen: SwitchState;
  /** Place of the own hand in the queue; null: down. */
  readonly hand: number | null;
  readonly mayEnd: boolean;
  /** Whether one sets what the others may do. */
  readonly mayConfigure: boolean;
  /** Whether one may ask for the others' screens. */
  readonly mayAskForScreens: boolean;
}

export interface BarInput {
  readonly me: Actor;
  readonly rules: RoomRules;
  readonly microphone: LocalSource;
  readonly camera: LocalSource;
  readonly screen: LocalSource;
  readonly hand: number | null;
}

export const barOf = (input: BarInput): BarModel => ({
  microphone: switchOf(input, 'speak', input.microphone),
  camera: switchOf(input, 'camera', input.camera),
  screen: switchOf(input, 'screen', input.screen),
  hand: input.hand,
  mayEnd: can(input.me, 'call.end', input.rules),
  mayConfigure: can(input.me, 'room.configure', input.rules),
  mayAskForScreens: can(input.me, 'wall.lead', input.rules),
});

function switchOf(
  { me, rules }: BarInput,
  capability: Capability,
  source: LocalSource,
): SwitchState {
  if (!can(me, capability, rules)) {
    return { kind: 'forbidden', ask: mayRequest(me, capability, rules) };
  }
  switch (source.kind) {
    case 'muted':
      return { kind: 'off' };
    case 'failed':
      return { kind: 'failed', problem: source.problem };
    default:
      return { kind: source.kind };
  }
}
