import { expect, test } from 'vitest';
import { whySkipped } from './skipped.mjs';

const skip = (description: string) => ({
  tests: [{ status: 'skipped', annotations: [{ type: 'skip', description }] }],
});
const passed = { tests: [{ status: 'expected', annotations: [] }] };

test('what was skipped is told with its reasons, each once', () => {
  const file = { specs: [skip('no root'), passed], suites: [{ specs: [skip('no nft')] }] };
  expect(whySkipped([file, { specs: [skip('no root')] }])).toBe(
    '2 skipped: no root\n1 skipped: no nft',
  );
});

test('where nothing was skipped there is nothing to tell', () => {
  expect(whySkipped([{ suites: [{ specs: [passed] }] }])).toBeUndefined();
});
