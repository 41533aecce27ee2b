import type { ParticipantId, PersonId } from '@converge/protocol/ids';
import { presetPolicies } from '@converge/protocol/permissions';
import type { CallChange, CallSnapshot, Participant } from '@converge/protocol/realtime/call';
import { applyCallChange } from '@converge/protocol/reduce/call';
import { expect, test } from 'vitest';
import { Chronicle } from './chronicle.ts';

const id = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const a = id(1) as ParticipantId;

const joined = (n: number, name: string, device = n): CallChange => ({
  type: 'joined',
  participant: {
    id: id(device) as ParticipantId,
    person: { id: id(n + 100) as PersonId, kind: 'guest', name, avatar: null },
    role: 'guest',
    spaceRole: null,
    grants: {},
    joinedAt: 0,
    presence: 'here',
    handRaisedAt: null,
    media: { microphone: 'off', camera: 'off', screen: 'off', screenAudio: 'off' },
  } satisfies Participant,
});

/** A call in which these changes happen at these seconds. */
function written(changes: readonly (readonly [at: number, change: CallChange])[], end: number) {
  const chronicle = new Chronicle();
  let call: CallSnapshot = {
    id: id(9) as CallSnapshot['id'],
    roomId: id(8) as CallSnapshot['roomId'],
    startedAt: 0,
    policy: presetPolicies.meeting,
    participants: [],
    activeSpeaker: null,
    direct: null,
    wall: null,
  };
  for (const [at, change] of changes) {
    call = applyCallChange(call, change);
    chronicle.take(change, call, at * 1_000);
  }
  return { chronicle, people: () => chronicle.people(end * 1_000) };
}

const quality = (level: 'good' | 'poor', at: ParticipantId = a): CallChange => ({
  type: 'quality',
  participants: [[at, { level, reason: level === 'good' ? null : 'sending' }]],
});
const presence = (state: 'here' | 'away'): CallChange => ({
  type: 'presence',
  participantId: a,
  presence: state,
});

test('QUAL-9 time in each level, lost lines and returns are written down', () => {
  const { people } = written(
    [
      [0, joined(1, 'Alma')],
      [10, quality('poor')],
      [15, presence('away')],
      [18, presence('here')],
      [20, quality('good')],
      [60, { type: 'left', participantId: a, reason: 'left' }],
    ],
    100,
  );
  expect(people()).toEqual([
    {
      id: id(101),
      name: 'Alma',
      kind: 'guest',
      arrivedAt: 0,
      leftAt: 60_000,
      stays: [{ from: 0, to: 60_000 }],
      levels: { good: 50_000, fair: 0, poor: 7_000, lost: 3_000 },
      // Of each ten seconds the worst; the call went on without her for another forty.
      course: { stepMs: 10_000, levels: 'glgggg----' },
      reconnects: 1,
      routes: [],
    },
  ]);
});

test('QUAL-9 who comes back by themselves to another seat has returned, who just comes again hasn’t', () => {
  const { chronicle, people } = written(
    [
      [0, joined(1, 'Alma')],
      [10, presence('away')],
      [70, { type: 'left', participantId: a, reason: 'lost' }],
      [100, joined(1, 'Alma', 2)],
    ],
    130,
  );
  expect(people()).toMatchObject([{ reconnects: 0 }]);
  chronicle.cameBack(id(2) as ParticipantId);
  expect(people()).toMatchObject([{ reconnects: 1, stays: [{ from: 0, to: 130_000 }] }]);
});

test('QUAL-9 who comes again, or with two devices, is one person; who is inside is counted until now', () => {
  const { people } = written(
    [
      [0, joined(1, 'Alma')],
      [10, { type: 'left', participantId: a, reason: 'left' }],
      [20, joined(1, 'Alma', 2)],
      [25, joined(3, 'Bruno', 3)],
    ],
    30,
  );
  expect(people()).toMatchObject([
    { name: 'Alma', arrivedAt: 0, leftAt: 30_000, levels: { good: 20_000 } },
    { name: 'Bruno', arrivedAt: 25_000, levels: { good: 5_000 } },
  ]);
  // Asked twice it says the same.
  expect(people()).toEqual(people());
});

test('QUAL-9 the course of a line keeps its troubles and its gaps, however long the call is', () => {
  const hour = 3_600;
  const { people } = written(
    [
      [0, joined(1, 'Alma')],
      [hour, quality('poor')],
      [hour + 5, quality('good')],
      [2 * hour, { type: 'left', participantId: a, reason: 'left' }],
      [6 * hour, joined(1, 'Alma', 2)],
    ],
    8 * hour,
  );
  const [{ course } = { course: null }] = people();
  // Sixty steps at most: eight hours in steps of ten minutes and forty seconds.
  expect(course).toEqual({
    stepMs: 640_000,
    levels: `gggggp${'g'.repeat(6)}${'-'.repeat(21)}${'g'.repeat(12)}`,
  });
});

test('QUAL-9 it stays bounded, whatever happens', () => {
  const many = Array.from({ length: 700 }, (_, n) => [n, joined(n, `G${n}`)] as const);
  const { chronicle, people } = written(many, 700);
  const relays = [null, 'udp', 'tcp', 'tls'] as const;
  for (const to of ['sfu', 'person'] as const) {
    for (const relay of relays) {
      for (let i = 0; i < 3; i++) chronicle.route(a, { to, protocol: 'udp', relay });
    }
  }
  expect(people()).toHaveLength(500);
  expect(people()[1]?.routes).toHaveLength(4);
});
