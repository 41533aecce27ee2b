/** How long a call waits for those whose lines were lost, and what ends the waiting. */
import { limits } from '@converge/protocol/limits';
import { callLeave } from '@converge/protocol/realtime/call';
import { callGrant, callRemove } from '@converge/protocol/realtime/moderation';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { House, idOf, refusal } from '../../test/call-house.ts';

const minute = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The teacher, Mila who has the floor, and Boris who was removed. */
async function lesson() {
  const house = new House();
  const { roomId } = house;
  const teacher = house.somebody('Teacher', 'owner');
  const mila = house.somebody('Mila', 'participant');
  const boris = house.somebody('Boris', 'participant');
  const [t, m, b] = [teacher.connect(), mila.connect(), boris.connect()];
  for (const one of [t, m, b]) await one.join();
  const floor = { participantId: idOf(m), capability: 'speak', forCall: true } as const;
  await t.ask(callGrant, { roomId, ...floor, allowed: true });
  await t.ask(callRemove, { roomId, participantId: idOf(b) });
  const floors = () => house.floors.get(mila.personId);
  return { house, roomId, mila, boris, t, m, floors };
}

/** All lines are cut, and all seats given up. */
async function lose(...sessions: { close(): void }[]): Promise<void> {
  for (const session of sessions) session.close();
  await vi.advanceTimersByTimeAsync(limits.seatMs + 1);
}

test('SEAT-7 who comes back within ten minutes goes on with the floor, and who was removed stays out', async () => {
  const { house, mila, boris, t, m, floors } = await lesson();
  const first = house.call?.snapshot.id;
  await lose(t, m);
  expect(house.call).toBeUndefined();
  await vi.advanceTimersByTimeAsync(9 * minute);
  expect(await refusal(boris.connect().join())).toBe('removed');
  const again = mila.connect();
  await again.join();
  expect(house.call?.shown(idOf(again))?.floor).toEqual(['speak']);
  expect(house.call?.snapshot.id).not.toBe(first);
  // It goes on, so nothing of it ends by the clock of before.
  await vi.advanceTimersByTimeAsync(9 * minute);
  expect(floors()).toEqual(['speak']);
  expect(await refusal(boris.connect().join())).toBe('removed');
  await lose(again);
  await vi.advanceTimersByTimeAsync(9 * minute);
  expect(floors()).toEqual(['speak']);
  await vi.advanceTimersByTimeAsync(minute);
  expect(floors()).toEqual([]);
  await boris.connect().join();
  expect(vi.getTimerCount()).toBeLessThan(3);
});

test('SEAT-7 a call whose last one leaves is over at once, whoever was lost before', async () => {
  const { roomId, t, m, floors } = await lesson();
  await lose(m);
  await t.ask(callLeave, { roomId });
  await vi.advanceTimersByTimeAsync(0);
  expect(floors()).toEqual([]);
});

test('SEAT-7 a call that its leader left is over once the others are lost', async () => {
  const { roomId, t, m, floors } = await lesson();
  await t.ask(callLeave, { roomId });
  await lose(m);
  expect(floors()).toEqual([]);
});

test('SEAT-7 one that its leader left and came back to is lost with the leader', async () => {
  const { house, roomId, t, m, floors } = await lesson();
  await t.ask(callLeave, { roomId });
  const again = house.somebody('Headmistress', 'moderator').connect();
  await again.join();
  await lose(again, m);
  expect(floors()).toEqual(['speak']);
});

test('SEAT-7 one whose end is decided while all are lost is over at once', async () => {
  const { house, roomId, t, m, floors } = await lesson();
  await lose(t, m);
  house.directory.end(roomId);
  await vi.advanceTimersByTimeAsync(0);
  expect(floors()).toEqual([]);
});

test('SEAT-7 MOD-8 a ban that is lifted meanwhile holds no more when the call goes on', async () => {
  const { house, roomId, boris, t, m } = await lesson();
  await lose(t, m);
  house.directory.forgiven(roomId, boris.personId);
  await boris.connect().join();
});

test('SEAT-7 OPS-11 that all were lost is stored when the database is back, and not once somebody else is', async () => {
  const { house, mila, t, m, floors } = await lesson();
  house.databaseAway = true;
  await lose(t, m);
  expect(house.lost).toEqual([]);
  house.databaseAway = false;
  const at = Date.now();
  await vi.advanceTimersByTimeAsync(minute);
  expect(house.lost).toEqual([expect.any(Number)]);
  expect(house.lost[0]).toBeLessThanOrEqual(at);
  await mila.connect().join();
  expect(floors()).toEqual(['speak']);
});

test('SEAT-7 the next server waits for as long as is left', async () => {
  const { house, t, m, floors } = await lesson();
  await lose(t, m);
  await vi.advanceTimersByTimeAsync(4 * minute);
  await house.calls.close();
  expect(vi.getTimerCount()).toBe(0);
  expect(floors()).toEqual(['speak']);
  await house.calls.recover();
  await vi.advanceTimersByTimeAsync(5 * minute);
  expect(floors()).toEqual(['speak']);
  await vi.advanceTimersByTimeAsync(minute);
  expect(floors()).toEqual([]);
});
