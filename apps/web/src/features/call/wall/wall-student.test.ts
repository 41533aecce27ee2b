import type { ParticipantId } from '@converge/protocol/ids';
import { presetPolicies, type RoomRules } from '@converge/protocol/permissions';
import { expect, test } from 'vitest';
import { callOf, participant, participantId } from '../model/fixtures.ts';
import { peopleOf } from '../model/people.ts';
import { wallStudents } from './wall-student.ts';

const rules: RoomRules = {
  ...{ state: 'active', access: 'link', door: 'open' },
  policy: presetPolicies.class,
};
const own = { microphone: false, camera: false, screen: false };
const compare = (a: string, b: string) => a.localeCompare(b);

const named = (n: number, name: string, handRaisedAt: number | null = null) => {
  const base = participant(n, { handRaisedAt });
  return { ...base, person: { ...base.person, name } };
};

/** The wall while these show their screens and these raise their hands. */
function wall(showing: readonly number[], hands: readonly number[] = []): ParticipantId[] {
  const names = ['Ada', 'Timo', 'Mila', 'Mila', 'Ben'];
  const call = callOf([
    participant(1, { role: 'owner' }),
    ...names.map((name, i) => named(i + 2, name, hands.includes(i + 2) ? 1 : null)),
  ]);
  const people = peopleOf({ call, me: participantId(1), own, rules, compare });
  const shown = new Set(showing.map(participantId));
  return wallStudents(people, shown, null, compare).map(({ id }) => id);
}

test('WALL-8 nobody’s card moves because somebody shows their screen, stops it or raises a hand', () => {
  const places = [2, 6, 4, 5, 3].map(participantId);
  expect(wall([])).toEqual(places);
  expect(wall([3, 5])).toEqual(places);
  expect(wall([4], [5, 3])).toEqual(places);
});
