import { type Actor, presetPolicies, type RoomRules } from '@converge/protocol/permissions';
import { expect, test } from 'vitest';
import { mayHelp, mayWrite } from './may-write.ts';

const rules = (preset: 'meeting' | 'class', state: RoomRules['state'] = 'active'): RoomRules => ({
  state,
  access: 'link',
  door: 'open',
  policy: presetPolicies[preset],
});
const student: Actor = { spaceRole: 'member', roomRole: 'participant' };
const teacher: Actor = { spaceRole: 'teacher', roomRole: 'owner' };

test('CHAT-6 who may not chat is told why, in the words of the room', () => {
  expect(mayWrite(student, rules('meeting'), 'meeting')).toBe('yes');
  expect(mayWrite(student, rules('class'), 'class')).toBe('announcements');
  expect(mayWrite(student, rules('class'), 'meeting')).toBe('moderators');
  expect(mayWrite(teacher, rules('class'), 'class')).toBe('yes');
  expect(mayWrite({ ...student, grants: { chat: true } }, rules('class'), 'class')).toBe('yes');
});

test('ASK-4 where chat is on request one asks, unless one may write or was forbidden to', () => {
  const asking: RoomRules = {
    ...rules('class'),
    policy: { ...presetPolicies.class, chat: 'onRequest' },
  };
  expect(mayWrite(student, asking, 'class')).toBe('questions');
  expect(mayWrite(teacher, asking, 'class')).toBe('yes');
  expect(mayWrite({ ...student, grants: { chat: true } }, asking, 'class')).toBe('yes');
  expect(mayWrite({ ...student, grants: { chat: false } }, asking, 'class')).toBe('announcements');
});

test('PERM-5 in an archived room nobody writes, whoever they are', () => {
  expect(mayWrite(teacher, rules('meeting', 'archived'), 'meeting')).toBe('archived');
});

test('CHAT-12 sending again is offered where the same text may be taken, and nowhere else', () => {
  expect(mayHelp('internal', 'yes')).toBe(true);
  expect(mayHelp('internal', 'archived')).toBe(false);
  expect(mayHelp('forbidden', 'announcements')).toBe(false);
  // Allowed again since.
  expect(mayHelp('forbidden', 'yes')).toBe(true);
  expect(mayHelp('message_too_long', 'yes')).toBe(false);
  expect(mayHelp('removed', 'yes')).toBe(false);
});
