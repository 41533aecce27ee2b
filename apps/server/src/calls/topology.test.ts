import { randomUUID } from 'node:crypto';
import type { ParticipantId, PersonId } from '@converge/protocol/ids';
import { presetPolicies } from '@converge/protocol/permissions';
import type { Participant } from '@converge/protocol/realtime/call';
import { expect, test } from 'vitest';
import { type Facts, topologyOf } from './topology.ts';

const somebody = (over: Partial<Participant> = {}): Participant => ({
  id: randomUUID() as ParticipantId,
  person: { id: randomUUID() as PersonId, kind: 'user', name: 'Somebody', avatar: null },
  role: 'participant',
  spaceRole: 'member',
  grants: {},
  joinedAt: 0,
  presence: 'here',
  handRaisedAt: null,
  media: { microphone: 'on', camera: 'on', screen: 'off', screenAudio: 'off' },
  ...over,
});

const ada = somebody({ role: 'owner' });
const bob = somebody({ role: 'guest' });

/** Two of whom everything is right, but for `over`. */
const facts = (over: Partial<Facts> = {}): Facts => ({
  allowed: true,
  participants: [ada, bob],
  arriving: 0,
  rules: { state: 'active', access: 'link', door: 'open', policy: presetPolicies.meeting },
  willing: new Set([ada.id, bob.id]),
  muted: new Set(),
  failed: false,
  running: false,
  ...over,
});

const because = (over: Partial<Facts>) => {
  const topology = topologyOf(facts(over));
  return topology.kind === 'server' ? topology.because : null;
};

test('P2P-1 two who may and want to speak directly, the first of them has the first word', () => {
  expect(topologyOf(facts())).toEqual({ kind: 'direct', between: [ada.id, bob.id] });
});

test('P2P-2 fewer or more than two, or one who is only arriving, go through the server', () => {
  expect(because({ participants: [] })).toBe('people');
  expect(because({ participants: [ada] })).toBe('people');
  expect(because({ participants: [ada, bob, somebody()] })).toBe('people');
  expect(because({ arriving: 1 })).toBe('people');
  expect(because({ participants: [ada], arriving: 1 })).toBe('people');
});

test('P2P-2 one person on two devices is not two people', () => {
  const again = somebody({ person: ada.person });
  const willing = new Set([ada.id, again.id]);
  expect(because({ participants: [ada, again], willing })).toBe('people');
});

test('P2P-2 P2P-6 a setting, or one who doesn’t want to, is enough', () => {
  expect(because({ allowed: false })).toBe('setting');
  expect(because({ willing: new Set([ada.id]) })).toBe('wish');
  expect(because({ willing: new Set([bob.id]) })).toBe('wish');
});

test('P2P-7 who was muted by somebody else, or may not do everything, is held by the server', () => {
  expect(because({ muted: new Set([bob.id]) })).toBe('muted');
  const rules = {
    state: 'active',
    access: 'link',
    door: 'open',
    policy: presetPolicies.class,
  } as const;
  expect(because({ rules })).toBe('rights');
  const granted = { ...bob, grants: { speak: true, camera: true, screen: true } };
  expect(because({ rules, participants: [ada, granted] })).toBe(null);
  const hidden = { ...presetPolicies.meeting, seeOthers: 'moderators' as const };
  expect(because({ rules: { ...rules, policy: hidden } })).toBe('rights');
  expect(because({ participants: [ada, { ...bob, grants: { screen: false } }] })).toBe('rights');
});

test('P2P-5 what failed not long ago isn’t tried', () => {
  expect(because({ failed: true })).toBe('failed');
});

test('P2P-1 a lost line to the server begins nothing and ends nothing', () => {
  const participants = [ada, { ...bob, presence: 'away' as const }];
  expect(because({ participants })).toBe('people');
  expect(because({ participants, running: true })).toBe(null);
});
