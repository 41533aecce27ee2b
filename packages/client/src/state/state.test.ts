import { expect, test, vi } from 'vitest';
import { createEmitter } from './emitter.ts';
import { reconcile } from './reconcile.ts';
import { createScope, ScopeClosed } from './scope.ts';
import { createSerialQueue } from './serial-queue.ts';
import { createValue, derive, when } from './value.ts';

const deferred = () => Promise.withResolvers<void>();

test('a value tells of changes only, and to those who still listen', () => {
  const value = createValue(1);
  const heard: number[] = [];
  const stop = value.subscribe(() => heard.push(value.get()));
  value.set(1);
  value.set(2);
  value.update((n) => n + 1);
  stop();
  stop();
  value.set(9);
  expect(heard).toEqual([2, 3]);
});

test('a listener that throws harms nobody else', () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const value = createValue(1);
  const heard: string[] = [];
  value.subscribe(() => {
    throw new Error('mine');
  });
  value.subscribe(() => heard.push('second'));
  value.set(2);
  expect(heard).toEqual(['second']);
  expect(said).toHaveBeenCalledOnce();
  said.mockRestore();
});

test('a listener that is removed by an earlier one of the same round stays quiet', () => {
  const emitter = createEmitter<{ ring: [] }>();
  const heard: string[] = [];
  emitter.on('ring', () => {
    heard.push('first');
    stop();
  });
  const stop = emitter.on('ring', () => heard.push('second'));
  emitter.emit('ring');
  expect(heard).toEqual(['first']);
  emitter.clear();
  emitter.emit('ring');
  expect(heard).toEqual(['first']);
});

test('a derived value is computed once per change and tells of differing results only', () => {
  const a = createValue(1);
  const b = createValue(1);
  const compute = vi.fn((x: number, y: number) => x + y > 10);
  const both = derive([a, b], compute);
  expect([both.get(), both.get()]).toEqual([false, false]);
  expect(compute).toHaveBeenCalledOnce();
  const heard: boolean[] = [];
  both.subscribe(() => heard.push(both.get()));
  a.set(5);
  b.set(8);
  a.set(6);
  expect(heard).toEqual([true]);
});

test('a derived value keeps its reference where the result is the same by its own measure', () => {
  const source = createValue({ list: [1], other: 1 });
  const list = derive(
    [source],
    ({ list }) => [...list],
    (x, y) => x.join() === y.join(),
  );
  const before = list.get();
  source.set({ list: [1], other: 2 });
  expect(list.get()).toBe(before);
});

test('waiting for a value ends with it, at once or later, or with the signal', async () => {
  const value = createValue(1);
  await expect(when(value, (n) => n === 1)).resolves.toBe(1);
  const later = when(value, (n) => n > 2);
  value.set(2);
  value.set(3);
  await expect(later).resolves.toBe(3);
  const scope = createScope();
  const never = when(value, (n) => n > 99, scope.signal);
  scope.close();
  await expect(never).rejects.toBeInstanceOf(ScopeClosed);
  await expect(when(value, (n) => n > 99, scope.signal)).rejects.toBeInstanceOf(ScopeClosed);
});

test('a scope closes once, the youngest first, its children with it, whatever throws', () => {
  const thrown: unknown[] = [];
  const scope = createScope((error) => thrown.push(error));
  const order: string[] = [];
  scope.onClose(() => order.push('a'));
  const child = scope.child();
  child.onClose(() => order.push('child'));
  scope.onClose(() => {
    throw new Error('b');
  });
  scope.onClose(() => order.push('c'));
  scope.close();
  scope.close();
  expect(order).toEqual(['c', 'child', 'a']);
  expect(thrown).toHaveLength(1);
  expect([scope.closed, child.closed, scope.signal.aborted]).toEqual([true, true, true]);
  scope.onClose(() => order.push('late'));
  expect(order.at(-1)).toBe('late');
});

test('a child that ended by itself isn’t closed again', () => {
  const scope = createScope();
  const child = scope.child();
  const run = vi.fn();
  child.onClose(run);
  child.close();
  scope.close();
  expect(run).toHaveBeenCalledOnce();
});

test('a serial queue runs one at a time, in order, and a failure fails alone', async () => {
  const queue = createSerialQueue();
  const gate = deferred();
  const order: string[] = [];
  const first = queue.push(async () => {
    order.push('first begins');
    await gate.promise;
    order.push('first ends');
    return 1;
  });
  const second = queue.push(() => {
    order.push('second');
    throw new Error('no');
  });
  const third = queue.push(() => order.push('third'));
  gate.resolve();
  await expect(first).resolves.toBe(1);
  await expect(second).rejects.toThrow('no');
  await third;
  await queue.idle();
  expect(order).toEqual(['first begins', 'first ends', 'second', 'third']);
});

test('a closed queue refuses what waits and what comes', async () => {
  const queue = createSerialQueue();
  const gate = deferred();
  const begun = deferred();
  const running = queue.push(() => {
    begun.resolve();
    return gate.promise;
  });
  const waiting = queue.push(() => 'never');
  await begun.promise;
  const refused = expect(waiting).rejects.toBeInstanceOf(ScopeClosed);
  queue.close();
  gate.resolve();
  await running;
  await refused;
  await expect(queue.push(() => 'never')).rejects.toBeInstanceOf(ScopeClosed);
});

test('reconciling skips what was overtaken: the latest wins', async () => {
  const desired = createValue(0);
  const applied: number[] = [];
  const gates = [deferred(), deferred(), deferred()];
  const loop = reconcile(
    desired,
    async (n) => {
      applied.push(n);
      await gates[applied.length - 1]?.promise;
    },
    { onError: () => {} },
  );
  for (const n of [1, 2, 3, 4]) desired.set(n);
  gates[0]?.resolve();
  gates[1]?.resolve();
  await loop.settled();
  expect(applied).toEqual([0, 4]);
  loop.again();
  gates[2]?.resolve();
  await loop.settled();
  expect(applied).toEqual([0, 4, 4]);
  loop.close();
  desired.set(5);
  await loop.settled();
  expect(applied).toEqual([0, 4, 4]);
});

test('a desire that failed is told, and tried again when it changes or is asked for', async () => {
  const desired = createValue('good');
  const failed: string[] = [];
  const applied: string[] = [];
  const loop = reconcile(
    desired,
    (wish) => {
      applied.push(wish);
      if (wish === 'bad') throw new Error(wish);
    },
    { onError: (_error, wish) => failed.push(wish) },
  );
  desired.set('bad');
  await loop.settled();
  expect(failed).toEqual(['bad']);
  loop.again();
  await loop.settled();
  expect(failed).toEqual(['bad', 'bad']);
  desired.set('good');
  await loop.settled();
  expect(applied.at(-1)).toBe('good');
});
