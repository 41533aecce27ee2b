import type { InviteId, JoinCode } from '@converge/protocol/ids';
import type { Invite } from '@converge/protocol/rest/invites';
import { expect, test } from 'vitest';
import { inviteState } from './invite-state.ts';

const hour = 3_600_000;
const invite = (more: Partial<Invite>): Invite => ({
  id: 'i' as InviteId,
  code: 'code' as JoinCode,
  label: '',
  createdAt: 0,
  expiresAt: null,
  maxUses: null,
  uses: 0,
  revokedAt: null,
  ...more,
});

test.each([
  ['one without limits works', {}, 0, { kind: 'working', soon: false, lastUse: false }],
  [
    'an hour long one warns in its last quarter',
    { expiresAt: hour },
    0.8 * hour,
    { kind: 'working', soon: true, lastUse: false },
  ],
  [
    'an hour long one is quiet before',
    { expiresAt: hour },
    0.5 * hour,
    { kind: 'working', soon: false, lastUse: false },
  ],
  [
    'a month long one warns in its last day',
    { expiresAt: 720 * hour },
    697 * hour,
    { kind: 'working', soon: true, lastUse: false },
  ],
  [
    'a month long one is quiet before',
    { expiresAt: 720 * hour },
    600 * hour,
    { kind: 'working', soon: false, lastUse: false },
  ],
  [
    'the last of several uses is told',
    { maxUses: 3, uses: 2 },
    0,
    { kind: 'working', soon: false, lastUse: true },
  ],
  [
    'one for a single person is not warned about',
    { maxUses: 1 },
    0,
    { kind: 'working', soon: false, lastUse: false },
  ],
  ['it ends at its expiry', { expiresAt: hour }, hour, { kind: 'expired' }],
  ['it ends with its uses', { maxUses: 3, uses: 3 }, 0, { kind: 'usedUp' }],
  ['revoked wins over expired', { revokedAt: 1, expiresAt: 2 }, 3, { kind: 'revoked' }],
] as const)('INVITE-1 shown: %s', (_what, more, now, state) => {
  expect(inviteState(invite(more), now)).toEqual(state);
});
