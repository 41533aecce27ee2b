import { callEnd, callGrant } from '@converge/protocol/realtime/moderation';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { House, idOf } from '../../test/call-house.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Somebody is inside; what is kept of the call since then. */
async function lesson() {
  const house = new House();
  const anna = house.somebody('Anna', 'owner').connect();
  await anna.join();
  return { house, anna, kept: house.kept };
}

test('OPS-10 a call is written down when it begins, every minute, and when it ends', async () => {
  const { house, anna, kept } = await lesson();
  expect(kept).toMatchObject([{ running: true, report: { people: [{ name: 'Anna' }] } }]);
  await house.somebody('Boris', 'guest').connect().join();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(kept).toHaveLength(3);
  expect(kept[2]).toMatchObject({
    running: true,
    report: { people: [{ name: 'Anna', levels: { good: 120_000 } }, { name: 'Boris' }] },
  });
  expect(kept[2]?.report.endedAt).toBe((kept[0]?.report.endedAt ?? 0) + 120_000);
  await anna.ask(callEnd, { roomId: house.roomId });
  expect(kept[3]).toMatchObject({ running: false, report: { byServer: false } });
  // And never again.
  await vi.advanceTimersByTimeAsync(600_000);
  expect(kept).toHaveLength(4);
  expect(vi.getTimerCount()).toBe(0);
});

test('QUAL-9 of a call that ends with the server it says so', async () => {
  const { house, kept } = await lesson();
  await house.calls.close();
  expect(kept.at(-1)).toMatchObject({ running: false, report: { byServer: true } });
});

/** A call in which somebody was given the floor ends, while the database is away. */
async function endedAway() {
  const { house, anna, kept } = await lesson();
  const mila = house.somebody('Mila', 'guest');
  const her = mila.connect();
  await her.join();
  const { roomId } = house;
  const to = { roomId, participantId: idOf(her), allowed: true };
  await anna.ask(callGrant, { ...to, capability: 'speak', forCall: true });
  house.databaseAway = true;
  await anna.ask(callEnd, { roomId });
  const endedAt = Date.now();
  await vi.advanceTimersByTimeAsync(150_000);
  const floor = () => house.floors.get(mila.personId);
  expect(kept).toMatchObject([{ running: true }]);
  expect(floor()).toEqual(['speak']);
  return { house, her, kept, endedAt, floor };
}

test('OPS-11 what a call leaves that ends while the database is away is stored when it is back', async () => {
  const { house, kept, endedAt, floor } = await endedAway();
  house.databaseAway = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(kept).toHaveLength(2);
  expect(kept[1]).toMatchObject({ running: false, report: { endedAt, byServer: false } });
  expect(floor()).toEqual([]);
  // And never again.
  await vi.advanceTimersByTimeAsync(600_000);
  expect(kept).toHaveLength(2);
  expect(vi.getTimerCount()).toBe(0);
});

test('OPS-11 FLOOR-1 who enters the next call first finds nothing of what was given for the one before', async () => {
  const { house, her, floor } = await endedAway();
  house.databaseAway = false;
  await her.join();
  expect(floor()).toEqual([]);
  expect(house.call?.shown(idOf(her))?.grants).toEqual({});
});

test('OPS-11 a server that stops tries once more', async () => {
  const { house, kept, endedAt } = await endedAway();
  house.databaseAway = false;
  await house.calls.close();
  expect(kept[1]).toMatchObject({ running: false, report: { endedAt, byServer: false } });
  expect(vi.getTimerCount()).toBe(0);
});
