import { expect, test } from 'vitest';
import type { CallId, ParticipantId, PersonId, RoomId } from '../ids.ts';
import { presetPolicies } from '../permissions.ts';
import type { CallChange, CallSnapshot, Participant } from '../realtime/call.ts';
import { fc } from '../testing/random.ts';
import { applyCallChange } from './call.ts';

const id = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const participantId = (n: number) => id(n) as ParticipantId;

const participant = (n: number): Participant => ({
  id: participantId(n),
  // Two devices of the same person: 1 and 2, 3 and 4, …
  person: { id: id(Math.ceil(n / 2)) as PersonId, kind: 'user', name: `P${n}`, avatar: null },
  role: 'participant',
  spaceRole: null,
  grants: {},
  joinedAt: n,
  presence: 'here',
  handRaisedAt: null,
  media: { microphone: 'off', camera: 'off', screen: 'off', screenAudio: 'off' },
});

const call = (...inside: number[]): CallSnapshot => ({
  id: id(1) as CallId,
  roomId: id(2) as RoomId,
  startedAt: 0,
  policy: presetPolicies.meeting,
  participants: inside.map(participant),
  activeSpeaker: null,
  direct: null,
  wall: null,
});

const who = (snapshot: CallSnapshot) => snapshot.participants.map((p) => p.id);

test('CALL-2 people stand in the order of joining; who joins again stands last, once', () => {
  let now = call(1, 2);
  now = applyCallChange(now, { type: 'joined', participant: participant(3) });
  expect(who(now)).toEqual([1, 2, 3].map(participantId));
  now = applyCallChange(now, { type: 'joined', participant: participant(1) });
  expect(who(now)).toEqual([2, 3, 1].map(participantId));
});

test('CALL-3 leaving twice is leaving once', () => {
  const left: CallChange = { type: 'left', participantId: participantId(1), reason: 'left' };
  const once = applyCallChange(call(1, 2), left);
  expect(who(once)).toEqual([participantId(2)]);
  expect(applyCallChange(once, left)).toEqual(once);
});

test('CALL-8 who leaves speaks no longer', () => {
  const speaking = applyCallChange(call(1, 2), {
    type: 'speaker',
    participantId: participantId(1),
  });
  expect(speaking.activeSpeaker).toBe(participantId(1));
  const left: CallChange = { type: 'left', participantId: participantId(1), reason: 'lost' };
  expect(applyCallChange(speaking, left).activeSpeaker).toBe(null);
  const other: CallChange = { ...left, participantId: participantId(2) };
  expect(applyCallChange(speaking, other).activeSpeaker).toBe(participantId(1));
});

test('CALL-2 a change touches its participant and its field alone', () => {
  const before = call(1, 2);
  const only = (change: CallChange, expected: Partial<Participant>) => {
    const after = applyCallChange(before, change);
    expect(after.participants[0]).toBe(before.participants[0]);
    expect(after.participants[1]).toEqual({ ...participant(2), ...expected });
    expect({ ...after, participants: [] }).toEqual({ ...before, participants: [] });
  };
  const participantId2 = participantId(2);
  only({ type: 'presence', participantId: participantId2, presence: 'away' }, { presence: 'away' });
  only({ type: 'hand', participantId: participantId2, raisedAt: 7 }, { handRaisedAt: 7 });
  only(
    { type: 'media', participantId: participantId2, source: 'camera', state: 'on' },
    { media: { ...participant(2).media, camera: 'on' } },
  );
  only(
    { type: 'rights', participantId: participantId2, role: 'moderator', grants: { chat: true } },
    { role: 'moderator', grants: { chat: true } },
  );
});

test('CALL-2 a new name reaches all devices of the person', () => {
  const after = applyCallChange(call(1, 2, 3), {
    type: 'renamed',
    personId: id(1) as PersonId,
    name: 'Ada',
    avatar: '/a.png',
  });
  expect(after.participants.map((p) => p.person.name)).toEqual(['Ada', 'Ada', 'P3']);
  expect(after.participants.map((p) => p.person.avatar)).toEqual(['/a.png', '/a.png', null]);
});

test('CALL-6 a new policy replaces the old one', () => {
  const after = applyCallChange(call(1), { type: 'policy', policy: presetPolicies.class });
  expect(after).toEqual({ ...call(1), policy: presetPolicies.class });
});

const anyone = fc.integer({ min: 1, max: 5 });
const anyChange: fc.Arbitrary<CallChange> = fc.oneof(
  anyone.map((n): CallChange => ({ type: 'joined', participant: participant(n) })),
  anyone.map(
    (n): CallChange => ({ type: 'left', participantId: participantId(n), reason: 'left' }),
  ),
  fc.tuple(anyone, fc.constantFrom('here', 'away')).map(
    ([n, presence]): CallChange => ({
      type: 'presence',
      participantId: participantId(n),
      presence,
    }),
  ),
  fc
    .tuple(
      anyone,
      fc.constantFrom('microphone', 'camera', 'screen', 'screenAudio'),
      fc.constantFrom('off', 'paused', 'on'),
    )
    .map(
      ([n, source, state]): CallChange => ({
        type: 'media',
        participantId: participantId(n),
        source,
        state,
      }),
    ),
  fc
    .tuple(anyone, fc.option(fc.nat()))
    .map(
      ([n, raisedAt]): CallChange => ({ type: 'hand', participantId: participantId(n), raisedAt }),
    ),
  anyone.map(
    (n): CallChange => ({
      type: 'renamed',
      personId: id(n) as PersonId,
      name: 'New',
      avatar: null,
    }),
  ),
  fc.option(anyone).map(
    (n): CallChange => ({
      type: 'speaker',
      participantId: n === null ? null : participantId(n),
    }),
  ),
);

test('CALL-2 whatever comes, nobody is inside twice, and what was given in stays as it was', () => {
  fc.assert(
    fc.property(fc.array(anyChange, { maxLength: 60 }), (changes) => {
      let now = call();
      for (const change of changes) {
        const before = now;
        const frozen = structuredClone(before);
        now = applyCallChange(before, change);
        expect(before).toEqual(frozen);
        expect(new Set(who(now)).size).toBe(now.participants.length);
      }
    }),
  );
});

test('CALL-2 a change about somebody unknown changes nothing', () => {
  const before = call(1);
  for (const change of [
    { type: 'presence', participantId: participantId(9), presence: 'away' },
    { type: 'hand', participantId: participantId(9), raisedAt: 1 },
    { type: 'media', participantId: participantId(9), source: 'camera', state: 'on' },
    { type: 'rights', participantId: participantId(9), role: 'owner', grants: {} },
  ] satisfies CallChange[]) {
    expect(applyCallChange(before, change)).toBe(before);
  }
});

test('QUAL-3 levels of several people change at once; who is gone already changes nothing', () => {
  const poor = { level: 'poor', reason: 'sending' } as const;
  const now = applyCallChange(call(1, 2, 3), {
    type: 'quality',
    participants: [
      [participantId(1), poor],
      [participantId(3), { level: 'good', reason: null }],
      [participantId(9), poor],
    ],
  });
  expect(now.participants.map((p) => p.quality?.level)).toEqual(['poor', undefined, 'good']);
});

test('WALL-1 the request is part of the call until it is taken back', () => {
  const wall = { by: participantId(1), staged: null };
  const asked = applyCallChange(call(1, 2), { type: 'wall', wall });
  expect(asked.wall).toEqual(wall);
  expect(applyCallChange(asked, { type: 'wall', wall: null }).wall).toBeNull();
});
