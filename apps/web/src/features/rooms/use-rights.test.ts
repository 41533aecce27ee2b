import type { JoinCode, PersonId, RoomId } from '@converge/protocol/ids';
import { presetPolicies } from '@converge/protocol/permissions';
import type { Room } from '@converge/protocol/rest/rooms';
import { expect, test } from 'vitest';
import { rightsIn } from './use-rights.ts';

const room = (more: Partial<Room>): Room => ({
  ...{ id: 'r' as RoomId, code: 'code' as JoinCode, name: 'Physics 8b' },
  ...{ preset: 'class', access: 'link', door: 'open', state: 'active' },
  ...{ policy: presetPolicies.class, owner: { id: 'p' as PersonId, name: 'Tess' } },
  ...{ role: 'owner', createdAt: 0, lastLiveAt: null, live: null },
  ...more,
});

test('ATT-4 the menu of a room has its attendance for who leads it, also when it is archived', () => {
  for (const state of ['active', 'archived'] as const) {
    expect(rightsIn('teacher', room({ state })).lookBack).toBe(true);
    expect(rightsIn('member', room({ state, role: 'moderator' })).lookBack).toBe(true);
    expect(rightsIn('member', room({ state, role: 'participant' })).lookBack).toBe(false);
  }
});
