import { presetPolicies, type RoomRules } from '@converge/protocol/permissions';
import type { Participant } from '@converge/protocol/realtime/call';
import { expect, test } from 'vitest';
import { callOf, participant, participantId } from './fixtures.ts';
import { peopleOf } from './people.ts';

const rules: RoomRules = {
  ...{ state: 'active', access: 'link', door: 'open' },
  policy: presetPolicies.class,
};
const own = { microphone: false, camera: false, screen: false };
const compare = (a: string, b: string) => a.localeCompare(b);

/** The list as the first of these sees it. */
const seenBy = (...people: Participant[]) =>
  peopleOf({ call: callOf(people), me: participantId(1), own, rules, compare });

test('FLOOR-1 what somebody was given or had taken stands beside them, the floor told apart', () => {
  const pupil = participant(2, {
    role: 'guest',
    handRaisedAt: 7,
    grants: { chat: false, speak: true },
    floor: ['speak'],
  });
  const [first] = seenBy(participant(1, { role: 'owner' }), pupil);
  expect(first).toMatchObject({
    hand: 1,
    handSince: 7,
    rights: [
      { capability: 'speak', allowed: true, floor: true },
      { capability: 'chat', allowed: false, floor: false },
    ],
  });
});

test('PERM-1 PERM-10 who leads may do to each what the server lets them, and others nothing', () => {
  const owner = participant(1, { role: 'owner' });
  const [moderator, member, guest] = [
    participant(2, { role: 'moderator' }),
    participant(3, { spaceRole: 'teacher' }),
    participant(4, { role: 'guest', spaceRole: null }),
  ];
  const of = (people: ReturnType<typeof seenBy>, n: number) =>
    people.find((one) => one.participantId === participantId(n))?.may;
  const led = seenBy(owner, moderator, member, guest);
  expect(of(led, 3)).toMatchObject({ grant: true, ban: true, appoint: true, handOver: true });
  expect(of(led, 4)).toMatchObject({ grant: true, ban: true, appoint: false, handOver: false });
  expect(Object.values(of(led, 1) ?? {})).not.toContain(true);

  const lower = seenBy(participant(1, { role: 'moderator' }), participant(2, { role: 'owner' }));
  expect(Object.values(of(lower, 2) ?? {})).not.toContain(true);
  const equal = seenBy(participant(1), participant(2));
  expect(Object.values(of(equal, 2) ?? {})).not.toContain(true);
});
