import { expect, test } from 'vitest';
import { createLog, describeError } from './log.ts';

test('SEC-5 personal fields are removed, at the top and below', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => lines.push(line) });
  const personal = { email: 'ann@example.org', password: 'p', token: 't', text: 'hi', name: 'Ann' };
  log.info({ ...personal, body: personal, deep: { body: personal }, kind: 'mail' }, 'done');
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(/ann@example|"p"|"t"|"hi"|Ann/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'done', kind: 'mail' });
});

test('SEC-5 an error of the database is told without the values in it', () => {
  const cause = Object.assign(new Error('duplicate key value violates unique constraint "u"'), {
    code: '23505',
    detail: 'Key (email)=(ann@example.org) already exists.',
  });
  const error = Object.assign(
    new Error('Failed query: insert into users\nparams: ann@example.org', { cause }),
    { query: 'insert into users', params: ['ann@example.org'] },
  );
  const text = JSON.stringify(describeError(error));
  expect(text).not.toContain('ann@example');
  expect(text).toContain('23505');
  expect(text).toContain('log.test.ts');
});
