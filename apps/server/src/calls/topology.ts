/**
 * Whether two people speak directly or everything goes through the SFU. Pure:
 * when it is looked at, and how long it has to hold, is `direct.ts`.
 */
import type { ParticipantId } from '@converge/protocol/ids';
import { type Capability, can, type RoomRules } from '@converge/protocol/permissions';
import type { Participant } from '@converge/protocol/realtime/call';
import type { DirectReason } from '@converge/protocol/realtime/direct';

export type Topology =
  | { readonly kind: 'direct'; readonly between: readonly [ParticipantId, ParticipantId] }
  | { readonly kind: 'server'; readonly because: Exclude<DirectReason, 'two'> };

export interface Facts {
  /** The deployment's setting. */
  readonly allowed: boolean;
  /** In the order of joining. */
  readonly participants: readonly Participant[];
  /** How many are on their way in. */
  readonly arriving: number;
  readonly rules: RoomRules;
  /** Whose device can, and whose person wants to. */
  readonly willing: ReadonlySet<ParticipantId>;
  /** Muted by somebody else, and not unmuted since. */
  readonly muted: ReadonlySet<ParticipantId>;
  /** It went wrong between these two not long ago. */
  readonly failed: boolean;
  /** They speak directly now. */
  readonly running: boolean;
}

/**
 * What the server can only hold where media passes through it. Who lacks one of
 * these could send it past the server all the same.
 */
const held: readonly Capability[] = ['speak', 'camera', 'screen', 'seeOthers'];

/** The way that is right for a call as it is now. */
export function topologyOf(facts: Facts): Topology {
  const { participants, rules, willing, muted } = facts;
  const [first, second] = participants;
  if (!facts.allowed) return through('setting');
  if (!first || !second || participants.length + facts.arriving !== 2) return through('people');
  if (first.person.id === second.person.id) return through('people');
  // A lost line to the server says nothing about the way between the two.
  const here = participants.every(({ presence }) => presence === 'here');
  if (!here && !facts.running) return through('people');
  if (!participants.every(({ id }) => willing.has(id))) return through('wish');
  if (participants.some(({ id }) => muted.has(id))) return through('muted');
  if (!participants.every((one) => mayEverything(one, rules))) return through('rights');
  return facts.failed ? through('failed') : { kind: 'direct', between: [first.id, second.id] };
}

const through = (because: Exclude<DirectReason, 'two'>): Topology => ({ kind: 'server', because });

function mayEverything({ spaceRole, role, grants }: Participant, rules: RoomRules): boolean {
  const actor = { spaceRole, roomRole: role, grants, admitted: 'now' } as const;
  return held.every((capability) => can(actor, capability, rules));
}
