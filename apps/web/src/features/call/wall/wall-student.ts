import type { ParticipantId } from '@converge/protocol/ids';
import type { CallSnapshot } from '@converge/protocol/realtime/call';
import type { PersonModel } from '../model/people.ts';

/** Somebody whose screen is asked for. */
export interface WallStudent {
  readonly id: ParticipantId;
  readonly personId: string;
  readonly name: string;
  readonly avatar: string | null;
  readonly away: boolean;
  /** Their screen is on the wall. */
  readonly shows: boolean;
  /** It stands on stage, so that everybody sees it. */
  readonly staged: boolean;
  /** They share a screen of their own accord: everybody sees that already. */
  readonly shares: boolean;
}

/**
 * All who don't lead, by name: a card that is looked at doesn't move because somebody
 * shows their screen or stops it (SPEC WALL-8).
 */
export function wallStudents(
  people: readonly PersonModel[],
  showing: ReadonlySet<ParticipantId>,
  wall: CallSnapshot['wall'],
  compare: (a: string, b: string) => number,
): WallStudent[] {
  return people
    .filter(({ leads, self }) => !leads && !self)
    .map((person): WallStudent => {
      const { participantId: id, personId, name, avatar, away } = person;
      const staged = wall?.staged === id;
      const shows = showing.has(id);
      return { id, personId, name, avatar, away, shows, staged, shares: person.sharing && !staged };
    })
    .sort((a, b) => compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}
