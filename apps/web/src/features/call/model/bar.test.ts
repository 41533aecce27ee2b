import { type Actor, presetPolicies, type RoomRules } from '@converge/protocol/permissions';
import { expect, test } from 'vitest';
import { barOf } from './bar.ts';

const track = {} as MediaStreamTrack;
const rules = (preset: 'meeting' | 'class'): RoomRules => ({
  state: 'active',
  access: 'link',
  door: 'open',
  policy: presetPolicies[preset],
});
const guest: Actor = { spaceRole: null, roomRole: 'guest' };
const off = { kind: 'off' } as const;
const bar = (
  me: Actor,
  preset: 'meeting' | 'class',
  microphone: Parameters<typeof barOf>[0]['microphone'],
) => barOf({ me, rules: rules(preset), microphone, camera: off, screen: off, hand: null });

test('PERM-1 PERM-8 in a class a student is told to ask; nothing is switched behind their back', () => {
  const { microphone, camera, mayEnd } = bar(guest, 'class', { kind: 'on', track });
  expect(microphone).toEqual({ kind: 'forbidden', ask: true });
  expect(camera).toEqual({ kind: 'forbidden', ask: true });
  expect(mayEnd).toBe(false);
});

test('PERM-3 a grant opens the microphone for one student', () => {
  const granted = { ...guest, grants: { speak: true } };
  expect(bar(granted, 'class', off).microphone).toEqual({ kind: 'off' });
});

test('a muted microphone is off, a device that fails says why', () => {
  expect(bar(guest, 'meeting', { kind: 'muted', track }).microphone).toEqual({ kind: 'off' });
  expect(bar(guest, 'meeting', { kind: 'failed', problem: 'busy' }).microphone).toEqual({
    kind: 'failed',
    problem: 'busy',
  });
});

test('MOD-4 only who leads may end the call for all', () => {
  expect(bar({ spaceRole: 'teacher', roomRole: 'owner' }, 'class', off).mayEnd).toBe(true);
  expect(bar({ spaceRole: 'teacher', roomRole: 'participant' }, 'class', off).mayEnd).toBe(false);
});
