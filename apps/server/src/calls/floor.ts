/**
 * Hands, and what is given to whom. The floor is a grant that ends with the call
 * and nothing else: `can` knows only grants.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { ParticipantId } from '@converge/protocol/ids';
import { type Capability, can, type Grants } from '@converge/protocol/permissions';
import type { Participant as Shown } from '@converge/protocol/realtime/call';
import type { GrantChange } from '../features/rooms/index.ts';
import type { Call } from './call.ts';
import { note, personOf, target } from './moderation.ts';
import type { Participant } from './participant.ts';
import { changeRights } from './policy.ts';

/** Raises or lowers the own hand. */
export function ownHand(call: Call, participant: Participant, raised: boolean): void {
  if (raised && !can(call.actor(participant.id), 'hand.raise', call.rules)) {
    throw new ConvergeError('forbidden');
  }
  setHand(call, participant.id, raised ? nextTurn(call) : null);
}

/** Lowers somebody's hand. */
export function lowerHand(call: Call, by: Participant, id: ParticipantId): void {
  target(call, by, 'hand.lowerOthers', id);
  if (!setHand(call, id, null)) return;
  note(call, { by: personOf(call, by.id), target: personOf(call, id), action: 'lowerHand' });
}

/** Lowers all hands. */
export function lowerHands(call: Call, by: Participant): void {
  if (!can(call.actor(by.id), 'hand.lowerOthers', call.rules)) {
    throw new ConvergeError('forbidden');
  }
  const raised = queue(call);
  for (const { id } of raised) setHand(call, id, null);
  if (raised.length > 0) note(call, { by: personOf(call, by.id), action: 'lowerHands' });
}

/**
 * Gives, takes, or takes back one capability of one person, on all their devices.
 * What is taken stops before it is stored; what is given begins after.
 */
export async function grant(
  call: Call,
  by: Participant,
  id: ParticipantId,
  change: GrantChange,
): Promise<void> {
  const { personId } = target(call, by, 'participant.grant', id);
  const shown = call.shown(id);
  if (!shown) throw new ConvergeError('not_found');
  if (change.allowed !== true) {
    changeRights(call, personId, { role: shown.role, ...applied(shown, change) }, by.id);
  }
  if (change.forCall && change.allowed) setHand(call, id, null);
  await call.context.rooms.grant(call.roomId, personOf(call, by.id), shown.person, change);
}

/**
 * Takes the floor back from whoever has it and gives it to somebody, or to the
 * first in the queue; with nobody there it is only taken back.
 */
export async function passFloor(
  call: Call,
  by: Participant,
  to: ParticipantId | undefined,
): Promise<void> {
  if (!can(call.actor(by.id), 'hand.lowerOthers', call.rules)) {
    throw new ConvergeError('forbidden');
  }
  const next = to ?? queue(call).find(({ id }) => may(call, by, id))?.id;
  if (next !== undefined) target(call, by, 'participant.grant', next);
  const heir = next === undefined ? null : (call.shown(next)?.person.id ?? null);
  const holders = call.snapshot.participants.filter((one) => floorOf(one).length > 0);
  const passed = new Set(holders.flatMap(floorOf));
  const others = new Map(
    holders.filter(({ person }) => person.id !== heir).map((one) => [one.person.id, one]),
  );
  for (const holder of others.values()) await takeFloor(call, by, holder);
  if (next === undefined) return;
  for (const capability of passed.size > 0 ? passed : (['speak'] as const)) {
    await grant(call, by, next, { capability, allowed: true, forCall: true });
  }
}

/** Takes back from somebody what was given for this call, where one may. */
export async function takeFloor(call: Call, by: Participant, holder: Shown): Promise<void> {
  if (!may(call, by, holder.id)) return;
  for (const capability of floorOf(holder)) {
    await grant(call, by, holder.id, { capability, allowed: null, forCall: true });
  }
}

/** What somebody was given for this call; what was taken for it isn't the floor. */
export const floorOf = ({ floor = [], grants }: Shown): Capability[] =>
  floor.filter((capability) => grants[capability] === true);

const may = (call: Call, by: Participant, id: ParticipantId): boolean =>
  can(call.actor(by.id), 'participant.grant', call.rules, call.actor(id));

/** Who has the hand up, in order. */
const queue = (call: Call): Shown[] =>
  call.snapshot.participants
    .filter(({ handRaisedAt }) => handRaisedAt !== null)
    .sort((a, b) => (a.handRaisedAt ?? 0) - (b.handRaisedAt ?? 0));

function applied(
  { grants, floor = [] }: Shown,
  { capability, allowed, forCall }: GrantChange,
): { readonly grants: Grants; readonly floor: Capability[] } {
  const { [capability]: _old, ...others } = grants;
  const rest = floor.filter((one) => one !== capability);
  return {
    grants: allowed === null ? others : { ...others, [capability]: allowed },
    floor: forCall && allowed !== null ? [...rest, capability] : rest,
  };
}

/** @returns whether it was the other way before */
function setHand(call: Call, id: ParticipantId, raisedAt: number | null): boolean {
  const before = call.shown(id)?.handRaisedAt ?? null;
  // A hand that is up keeps its place in the queue.
  if ((before === null) === (raisedAt === null)) return false;
  call.apply({ type: 'hand', participantId: id, raisedAt });
  return true;
}

/** Now, or just after the latest hand: two hands never stand in the same place. */
function nextTurn(call: Call): number {
  const latest = Math.max(0, ...call.snapshot.participants.map((p) => p.handRaisedAt ?? 0));
  return Math.max(call.context.clock.now(), latest + 1);
}
