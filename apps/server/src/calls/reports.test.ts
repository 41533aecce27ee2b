import { callEnd } from '@converge/protocol/realtime/moderation';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { House } from '../../test/call-house.ts';

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
