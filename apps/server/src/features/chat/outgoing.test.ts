import type { RoomId } from '@converge/protocol/ids';
import { expect, test } from 'vitest';
import { createOutgoing } from './outgoing.ts';

const room = (name: string) => name as RoomId;

test('CHAT-4 what arrives while one batch is under way goes with the next, in order', async () => {
  const batches: number[][] = [];
  const gates: Array<() => void> = [];
  const send = createOutgoing<number, number>(async (_room, items) => {
    batches.push([...items]);
    await new Promise<void>((resolve) => gates.push(resolve));
    return items.map((value) => ({ value: value * 10 }));
  });
  const first = send(room('a'), 1);
  const others = [2, 3, 4].map((n) => send(room('a'), n));
  const elsewhere = send(room('b'), 9);
  expect(batches).toEqual([[1], [9]]);
  for (const open of gates.splice(0)) open();
  expect(await first).toBe(10);
  expect(await elsewhere).toBe(90);
  await expect.poll(() => batches.length).toBe(3);
  expect(batches[2]).toEqual([2, 3, 4]);
  gates[0]?.();
  expect(await Promise.all(others)).toEqual([20, 30, 40]);
});

test('one that is refused fails alone; a batch that breaks fails whole, and the next one goes on', async () => {
  let broken = false;
  const send = createOutgoing<number, number>(async (_room, items) => {
    if (broken) throw new Error('no database');
    return items.map((value) => (value === 2 ? { error: new Error('no') } : { value }));
  });
  const all = await Promise.allSettled([1, 2, 3].map((n) => send(room('a'), n)));
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  broken = true;
  await expect(send(room('a'), 4)).rejects.toThrow('no database');
  broken = false;
  await expect(send(room('a'), 5)).resolves.toBe(5);
});
