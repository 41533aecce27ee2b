import { expect, test } from 'vitest';
import { createLog } from './log.ts';
import { createShutdown } from './shutdown.ts';

const log = createLog('silent');

test('OPS-3 steps run once, the last registered first', async () => {
  const order: string[] = [];
  const shutdown = createShutdown(log);
  for (const name of ['database', 'outbox', 'web']) shutdown.add(name, () => order.push(name));
  expect(shutdown.started).toBe(false);
  const [first, second] = [shutdown.run(), shutdown.run()];
  expect(shutdown.started).toBe(true);
  expect(await first).toBe(true);
  expect(await second).toBe(true);
  expect(order).toEqual(['web', 'outbox', 'database']);
});

test('OPS-3 a step that fails or hangs keeps no other from closing', async () => {
  const order: string[] = [];
  const shutdown = createShutdown(log);
  shutdown.add('database', () => order.push('database'));
  shutdown.add('fails', () => {
    throw new Error('no');
  });
  shutdown.add('hangs', () => new Promise(() => {}), 10);
  expect(await shutdown.run()).toBe(false);
  expect(order).toEqual(['database']);
});
