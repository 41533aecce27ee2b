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
  shutdown.add('hangs', () => new Promise(() => {}), { limitMs: 10 });
  expect(await shutdown.run()).toBe(false);
  expect(order).toEqual(['database']);
});

test('OPS-13 steps that hang leave those their time that have to be waited for', async () => {
  const order: string[] = [];
  const shutdown = createShutdown(log, 220);
  const slow = () => new Promise((resolve) => setTimeout(resolve, 100));
  shutdown.add('folder', () => order.push('folder'));
  shutdown.add('database', () => slow().then(() => order.push('database')), {
    limitMs: 200,
    kept: true,
  });
  for (const name of ['mail', 'calls', 'web']) {
    shutdown.add(name, () => {
      order.push(`${name} begins`);
      return new Promise(() => {});
    });
  }
  expect(await shutdown.run()).toBe(false);
  expect(order).toEqual(['web begins', 'calls begins', 'mail begins', 'database', 'folder']);
});

test('OPS-12 what is still starting hears of the end before any step', async () => {
  const shutdown = createShutdown(log);
  const order: string[] = [];
  shutdown.add('step', () => order.push('step'));
  shutdown.signal.addEventListener('abort', () => order.push('signal'));
  await shutdown.run();
  expect(order).toEqual(['signal', 'step']);
  expect(shutdown.signal.aborted).toBe(true);
});
