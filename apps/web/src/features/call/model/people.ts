/** The list of people in a call, and what one may do about each (SPEC PERM-1). Pure. */
import type { ParticipantId } from '@converge/protocol/ids';
import {
  type Actor,
  type Capability,
  can,
  capabilities,
  moderates,
  type RoomAction,
  type RoomRole,
  type RoomRules,
} from '@converge/protocol/permissions';
import type { Quality } from '@converge/protocol/quality';
import type { CallSnapshot, Participant } from '@converge/protocol/realtime/call';
import { handQueue, lineOf, type OwnMedia } from './tiles.ts';

export interface PersonModel {
  readonly participantId: ParticipantId;
  readonly personId: string;
  readonly name: string;
  readonly avatar: string | null;
  readonly self: boolean;
  readonly role: RoomRole;
  readonly leads: boolean;
  readonly muted: boolean;
  readonly camera: boolean;
  readonly sharing: boolean;
  readonly hand: number | null;
  readonly away: boolean;
  readonly line: Quality;
  /** When the hand went up; null: it is down. */
  readonly handSince: number | null;
  /** What was given to or taken from them by somebody, in the order of the capabilities. */
  readonly rights: readonly Right[];
  readonly may: PersonMay;
}

export interface Right {
  readonly capability: Capability;
  readonly allowed: boolean;
  /** It ends with the call. */
  readonly floor: boolean;
}

/** What one may do to somebody now. */
export interface PersonMay {
  readonly mute: boolean;
  readonly stopCamera: boolean;
  readonly stopScreen: boolean;
  readonly grant: boolean;
  readonly remove: boolean;
  readonly ban: boolean;
  readonly appoint: boolean;
  readonly handOver: boolean;
  readonly lowerHand: boolean;
}

export interface PeopleInput {
  readonly call: CallSnapshot;
  readonly me: ParticipantId;
  readonly own: OwnMedia;
  readonly ownLine?: Quality | null;
  readonly rules: RoomRules;
  /** Orders names as the reader's language does. */
  readonly compare: (a: string, b: string) => number;
}

/** A participant as `can` judges them. */
export const actorOf = (participant: Participant): Actor => ({
  spaceRole: participant.spaceRole,
  roomRole: participant.role,
  grants: participant.grants,
});

/** Raised hands first, in their order; then who leads; then the others, all by name. */
export function peopleOf(input: PeopleInput): PersonModel[] {
  const { call, me, compare } = input;
  const hands = handQueue(call.participants);
  const asker = call.participants.find((participant) => participant.id === me);
  const people = call.participants.map((participant) => person(input, participant, hands, asker));
  return people.sort(
    (a, b) =>
      (a.hand ?? Number.POSITIVE_INFINITY) - (b.hand ?? Number.POSITIVE_INFINITY) ||
      Number(b.leads) - Number(a.leads) ||
      compare(a.name, b.name),
  );
}

function person(
  input: PeopleInput,
  participant: Participant,
  hands: readonly ParticipantId[],
  asker: Participant | undefined,
): PersonModel {
  const { rules } = input;
  const own = participant.id === input.me ? input.own : null;
  const place = hands.indexOf(participant.id);
  const target = actorOf(participant);
  const microphone = own ? own.microphone : participant.media.microphone === 'on';
  const may = (action: Extract<RoomAction, `participant.${string}` | 'hand.lowerOthers'>) =>
    asker !== undefined && own === null && can(actorOf(asker), action, rules, target);
  return {
    participantId: participant.id,
    personId: participant.person.id,
    name: participant.person.name,
    avatar: participant.person.avatar,
    self: own !== null,
    role: participant.role,
    leads: moderates(target),
    muted: !microphone,
    camera: own ? own.camera : participant.media.camera === 'on',
    sharing: own ? own.screen : participant.media.screen === 'on',
    hand: place === -1 ? null : place + 1,
    away: participant.presence === 'away',
    line: lineOf(participant, input),
    handSince: participant.handRaisedAt,
    rights: rightsOf(participant),
    may: {
      mute: microphone && may('participant.mute'),
      stopCamera: participant.media.camera === 'on' && may('participant.stop'),
      stopScreen: participant.media.screen === 'on' && may('participant.stop'),
      grant: may('participant.grant'),
      remove: may('participant.remove'),
      ban: may('participant.ban'),
      appoint: may('participant.appoint'),
      handOver: may('participant.handOver'),
      lowerHand: place !== -1 && may('hand.lowerOthers'),
    },
  };
}

function rightsOf({ grants, floor = [] }: Participant): Right[] {
  return capabilities.flatMap((capability) => {
    const allowed = grants[capability];
    return allowed === undefined
      ? []
      : [{ capability, allowed, floor: floor.includes(capability) }];
  });
}
