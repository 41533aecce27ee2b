import { expect, test } from 'vitest';
import { changedFrom } from './changed.ts';

test('ADMIN-9 only what was changed is sent, in any depth, so that nothing of another admin is taken back', () => {
  const policy = { chat: 'everyone', speak: 'everyone' };
  const begun = {
    name: 'School 17',
    retention: { calls: null as number | null, files: 30 },
    defaults: { meeting: { access: 'link', policy }, class: { access: 'open', policy } },
  };
  expect(changedFrom(begun, structuredClone(begun))).toEqual({});
  expect(changedFrom(begun, { ...begun, name: '' })).toEqual({ name: '' });
  const { meeting } = begun.defaults;
  const now = {
    ...begun,
    retention: { ...begun.retention, calls: 90 },
    defaults: {
      ...begun.defaults,
      meeting: { ...meeting, policy: { ...policy, chat: 'moderators' } },
    },
  };
  expect(changedFrom(begun, now)).toEqual({
    retention: { calls: 90 },
    defaults: { meeting: { policy: { chat: 'moderators' } } },
  });
  expect(changedFrom(now, begun)).toMatchObject({ retention: { calls: null } });
});
