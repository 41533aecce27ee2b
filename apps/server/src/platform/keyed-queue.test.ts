import { expect, test } from 'vitest';
import { createKeyedQueue } from './keyed-queue.ts';

test('tasks of one key run one after another, one that fails included; other keys do not wait', async () => {
  const queue = createKeyedQueue();
  const log: string[] = [];
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const first = queue('a', async () => {
    await gate;
    log.push('first');
    throw new Error('broken');
  });
  const second = queue('a', async () => log.push('second'));
  await queue('b', async () => log.push('other'));
  expect(log).toEqual(['other']);
  open();
  await expect(first).rejects.toThrow('broken');
  await second;
  expect(log).toEqual(['other', 'first', 'second']);
});
