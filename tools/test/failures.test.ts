import { expect, test } from 'vitest';
import { playwrightFailures, vitestFailures } from './failures.mjs';

const passed = { fullName: 'adds', status: 'passed', failureMessages: [] };

test('a failed test is told with its file, its name and the beginning of its words', () => {
  const failureMessages = ['Error: 3 is not 2\n    at sum.test.ts:1\n'];
  const failed = { fullName: 'sums up', status: 'failed', failureMessages };
  const file = { name: 'sum.test.ts', status: 'failed', message: '' };
  expect(vitestFailures([{ ...file, assertionResults: [passed, failed] }])).toEqual([
    'sum.test.ts › sums up\n    Error: 3 is not 2\n        at sum.test.ts:1',
  ]);
});

test('a file that couldn’t be read has failed without any test', () => {
  const file = { name: 'sum.test.ts', status: 'failed', message: 'no such module' };
  expect(vitestFailures([{ ...file, assertionResults: [] }])).toEqual([
    'sum.test.ts\n    no such module',
  ]);
});

test('where all passed there is nothing to tell', () => {
  const file = { name: 'sum.test.ts', status: 'passed', message: '' };
  expect(vitestFailures([{ ...file, assertionResults: [passed] }])).toEqual([]);
});

test('journeys are found in nested suites, and those that passed in the end are marked', () => {
  const spec = (title: string, status: string, message?: string) => ({
    title,
    file: 'chat.spec.ts',
    tests: [{ status, results: [{}, ...(message ? [{ error: { message } }] : [])] }],
  });
  const specs = [spec('reads', 'expected'), spec('writes', 'unexpected', 'no answer')];
  const suites = [{ specs: [spec('scrolls', 'flaky', 'leapt')] }];
  expect(playwrightFailures([{ specs, suites }])).toEqual([
    'chat.spec.ts › writes\n    no answer',
    'chat.spec.ts › scrolls (passed when tried again)\n    leapt',
  ]);
});
