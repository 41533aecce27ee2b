import type { JoinCode, PersonId, RoomId } from '@converge/protocol/ids';
import { presetPolicies } from '@converge/protocol/permissions';
import type { Room } from '@converge/protocol/rest/rooms';
import { expect, test } from 'vitest';
import { acts, fitting, isAsked, isChoosable } from './acts.ts';

const room = (name: string, more: Partial<Room> = {}): Room => ({
  ...{ id: name as RoomId, code: 'a-b-c' as JoinCode, name },
  ...{ preset: 'meeting', access: 'link', door: 'open', state: 'active', role: 'owner' },
  ...{ policy: presetPolicies.meeting, owner: { id: 'p' as PersonId, name: 'Tess' } },
  ...{ createdAt: 0, lastLiveAt: null, live: null },
  ...more,
});

const open = room('open', { access: 'open' });
const quiet = room('quiet');
const hidden = room('hidden', { access: 'private' });
const old = room('old', { state: 'archived', access: 'open' });
const led = room('led', { role: 'moderator' });
const visited = room('visited', { role: 'participant', access: 'open' });
const all = [open, quiet, hidden, old, led, visited];

test('PERM-1 PERM-7 an act takes of the chosen rooms those with which one may do it, and in which it changes something', () => {
  const of = (role: 'teacher' | 'admin') =>
    Object.fromEntries(acts.map((act) => [act, fitting(act, all, role).map(({ name }) => name)]));
  expect(of('teacher')).toEqual({
    show: ['quiet', 'hidden', 'led'],
    hide: ['open'],
    archive: ['open', 'quiet', 'hidden'],
    restore: ['old'],
    delete: ['open', 'quiet', 'hidden', 'old'],
  });
  expect(of('admin').delete).toHaveLength(6);
});

test('PERM-1 a room in which one only takes part can’t be chosen', () => {
  expect(all.filter((one) => !isChoosable(one, 'teacher'))).toEqual([visited]);
});

test('what ends a call or can’t be taken back is asked first', () => {
  const live = room('live', { live: { since: 1, count: 2 } });
  expect(acts.filter((act) => isAsked(act, [quiet]))).toEqual(['delete']);
  expect(acts.filter((act) => isAsked(act, [quiet, live]))).toEqual(['archive', 'delete']);
});
