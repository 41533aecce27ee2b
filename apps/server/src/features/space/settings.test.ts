import { presetPolicies } from '@converge/protocol/permissions';
import { expect, test } from 'vitest';
import { differences, type Given, Stored, settingsOf, storedAfter } from './settings.ts';

const given: Given = {
  ...{ name: 'Converge', registration: 'open', fileMaxMb: 100, roomQuotaMb: 200, locked: [] },
};
const read = (stored: object, from = given) => settingsOf(Stored.parse(stored), from, 'secret');

test('ADMIN-9 what an earlier version stored still holds, until it is set anew', () => {
  const before = read({ meetingAccess: 'private', classAccess: 'link', retentionDays: 30 });
  expect(before.defaults.meeting.access).toBe('private');
  expect(before.defaults.class.access).toBe('link');
  expect(before.retention).toEqual({ calls: 30, files: null, log: null, guests: 90 });
  const change = { defaults: { class: { access: 'open' as const } }, retention: { calls: null } };
  const after = read({ retentionDays: 30, ...storedAfter(before, change) });
  expect(after.defaults).toMatchObject({
    meeting: { access: 'private' },
    class: { access: 'open', policy: presetPolicies.class },
  });
  expect(after.retention.calls).toBeNull();
});

test('ADMIN-9 what isn’t understood any more has its default', () => {
  const nonsense = { name: 7, fileMaxMb: -1, defaults: { class: { policy: { chat: 'nobody' } } } };
  expect(read(nonsense)).toEqual(read({}));
});

test('ADMIN-15 what stands in the environment wins over what is stored', () => {
  const locked: Given = { ...given, name: 'School 17', locked: ['name', 'fileMaxMb'] };
  expect(read({ name: 'Mine', fileMaxMb: 5, roomQuotaMb: 6 }, locked)).toMatchObject({
    ...{ name: 'School 17', fileMaxMb: 100, roomQuotaMb: 6, locked: ['name', 'fileMaxMb'] },
  });
});

test('ADMIN-11 the log is told single values that differ, and no secret', () => {
  const before = read({});
  const change = {
    name: 'School 17',
    defaults: { class: { policy: { chat: 'everyone' as const } } },
    retention: { files: 30 },
  };
  const stored = { ...storedAfter(before, change), invitation: 'another', logo: 'x.svg' };
  expect(differences(before, read(stored))).toEqual({
    name: 'School 17',
    'class.chat': 'everyone',
    'retention.files': '30',
  });
});
