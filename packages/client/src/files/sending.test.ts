import { expect, test } from 'vitest';
import { brokenBy } from './sending.ts';

const answer = (status: number, code?: string) => ({
  getStatus: () => status,
  getBody: () => (code ? JSON.stringify({ error: { code } }) : '<html>'),
});

test('FILE-9 a full room is a refusal, though a wrong offset has the same status', () => {
  expect(brokenBy(answer(409, 'room_full'), false)).toEqual({
    kind: 'refused',
    failure: { code: 'room_full' },
  });
  expect(brokenBy(answer(409, 'too_many_files'), false).kind).toBe('refused');
  expect(brokenBy(answer(409, 'bad_request'), true)).toEqual({ kind: 'line' });
  expect(brokenBy(answer(409), true)).toEqual({ kind: 'line' });
});

test('FILE-18 what passes is the line; what is gone is begun anew', () => {
  expect(brokenBy(answer(429, 'rate_limited'), false)).toEqual({ kind: 'line' });
  expect(brokenBy(answer(503), true)).toEqual({ kind: 'line' });
  expect(brokenBy(null, true)).toEqual({ kind: 'line' });
  expect(brokenBy(answer(404, 'file_not_found'), true)).toEqual({ kind: 'forgotten' });
  expect(brokenBy(answer(507), false)).toMatchObject({ failure: { code: 'storage_full' } });
});
