import { expect, test } from 'vitest';
import { setUpCall } from '../testing/in-call.ts';

/** Inside, with a path towards oneself that fails; `minutes` of nothing but that. */
async function setUpBehindFirewall() {
  const setting = setUpCall();
  const { server, call, device, clock, drain } = setting;
  server.arrive(7, 'camera');
  const joined = call.join();
  await drain();
  await joined;
  await drain();
  device.open('recv').become('failed');
  return {
    ...setting,
    async wait(minutes: number) {
      for (let second = 0; second < minutes * 60; second += 4) {
        await clock.advance(4_000);
        await drain();
        const path = device.open('recv');
        // What begins anew meets the same firewall.
        if (path.restarts === 0) path.become('failed');
      }
    },
  };
}

test('CALL-10 where a firewall lets no media through, the seat is kept, and new paths are tried ever more slowly', async () => {
  const { server, call, device, wait } = await setUpBehindFirewall();
  const me = call.self.get()?.id;
  await wait(2);
  const early = device.transports.length / 2;
  expect(early).toBeGreaterThan(2);
  await wait(10);
  expect(device.transports.length / 2 - early).toBeLessThan(12);
  expect(call.self.get()?.id).toBe(me);
  expect(server.members.size).toBe(2);
  expect(call.line.get()).toBe('broken');
});

test('CALL-10 … and the first that stands ends it', async () => {
  const { call, device, wait, clock, drain } = await setUpBehindFirewall();
  await wait(2);
  for (const direction of ['send', 'recv'] as const) device.open(direction).become('connected');
  expect(call.line.get()).toBe('good');
  const made = device.transports.length;
  await clock.advance(120_000);
  await drain();
  expect(device.transports).toHaveLength(made);
});

test('CALL-10 … and another network is a reason to try new paths at once', async () => {
  const { device, wait, networkChanged, drain, clock } = await setUpBehindFirewall();
  // To where the next new paths are waited for.
  await wait(5);
  const open = device.open('recv');
  open.become('failed');
  for (let at = 0; at < 40 && open.restarts < 2; at++) await clock.advance(1_000);
  await clock.advance(9_000);
  const made = device.transports.length;
  networkChanged();
  await drain();
  expect(device.transports).toHaveLength(made + 2);
});
