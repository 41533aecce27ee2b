/**
 * What a call does when the line is bad. Those marked @short are part of
 * `npm test`; `npm run faults` runs all of them and prints what was reached.
 */
import { expectNoSound, expectRoutes } from '../harness/media.ts';
import { listen, longestSilence, untilDirect, untilFlowing } from './flow.ts';
import { expect, note, test } from './scene.ts';
import { only443, slow, straight } from './ways.ts';

/** From the return of the line to the first new frame (p95 of all of them). */
const BACK_MS = 2_000;
/** Long after it, the test has failed in any case. */
const PATIENCE_MS = 45_000;

for (const { seconds, tag } of [
  { seconds: 5, tag: ['@short'] },
  { seconds: 30, tag: [] },
  { seconds: 90, tag: [] },
]) {
  test(`RT-11 SEAT-3 a line dead for ${seconds} s comes back by itself`, { tag }, async ({
    open,
  }) => {
    test.setTimeout(180_000 + seconds * 1_000);
    const { host, far, near } = await open();
    host.line.wear({ cut: true });
    await expectNoSound(far);
    await far.waitForTimeout(seconds * 1_000);
    host.line.mend();
    const [here, there] = await Promise.all([
      untilFlowing(far, PATIENCE_MS),
      untilFlowing(near, PATIENCE_MS),
    ]);
    note(`< ${BACK_MS} ms`, `${here} ms, the others ${there} ms`);
  });
}

test('RT-11 MEDIA-9 another network, and the call goes on', { tag: '@short' }, async ({ open }) => {
  test.setTimeout(180_000);
  const { host, far, near } = await open();
  host.changeAddress();
  const [here, there] = await Promise.all([
    untilFlowing(far, PATIENCE_MS),
    untilFlowing(near, PATIENCE_MS),
  ]);
  note(`< ${BACK_MS} ms`, `${here} ms, the others ${there} ms`);
});

test('P2P-5 the direct path of two is cut, and the server’s takes over', async ({ open }) => {
  test.setTimeout(180_000);
  const { host, mediaPort, far, near } = await open(straight, { direct: true });
  await untilDirect(far);
  await untilDirect(near);
  host.line.wear({ only: mediaPort });
  const [here, there] = await Promise.all([
    longestSilence(far, 10_000),
    longestSilence(near, 10_000),
  ]);
  note('< 1000 ms', `${here} ms, the others ${there} ms`);
  expect(Math.max(here, there)).toBeLessThan(2_000);
});

test('where UDP is blocked meanwhile, media goes by TCP', async ({ open }) => {
  test.setTimeout(180_000);
  const { host, far, near } = await open();
  host.line.wear({ blocked: 'udp' });
  await expectNoSound(far);
  const [here, there] = await Promise.all([
    untilFlowing(far, PATIENCE_MS),
    untilFlowing(near, PATIENCE_MS),
  ]);
  note('flows', `${here} ms, the others ${there} ms`);
});

for (const loss of [5, 10, 20]) {
  test(`RT-11 MEDIA-10 ${loss} % loss`, async ({ open }) => {
    test.setTimeout(120_000);
    const { host, far, begunAnew } = await open();
    host.line.wear({ loss });
    await far.waitForTimeout(5_000);
    const { fps, concealed } = await listen(far, 15_000);
    note(
      loss <= 10 ? '> 15 fps, < 5 % concealed' : 'flows',
      `${fps.toFixed(1)} fps, ${(concealed * 100).toFixed(1)} % concealed, ${begunAnew.length} begun anew`,
    );
    expect(fps).toBeGreaterThan(1);
    expect(concealed).toBeLessThan(loss <= 10 ? 0.05 : 0.2);
    // What is lossy isn't silent: nothing is to be mended.
    expect(begunAnew).toEqual([]);
  });
}

for (const { capacity, name } of [
  { capacity: 1_000, name: '1 Mbit/s' },
  { capacity: 300, name: '300 kbit/s' },
]) {
  test(`a line of ${name}`, async ({ open }) => {
    test.setTimeout(120_000);
    const { host, far } = await open();
    host.line.wear({ capacity });
    const picture = await untilFlowing(far, PATIENCE_MS);
    await far.waitForTimeout(10_000);
    const thin = await listen(far, 10_000);
    host.line.mend();
    await far.waitForTimeout(15_000);
    const full = await listen(far, 5_000);
    note(
      'picture again within 5 s',
      `${picture} ms; ${thin.fps.toFixed(1)} fps, ${(thin.concealed * 100).toFixed(1)} % concealed; ` +
        `15 s after: ${full.fps.toFixed(1)} fps`,
    );
    expect(thin.fps + full.fps).toBeGreaterThan(1);
  });
}

for (const { name, slowness } of [
  { name: '300 ms each way', slowness: { delayMs: 300 } },
  {
    name: '100 ± 80 ms each way, 2 % of it overtaking, 1 % lost',
    slowness: { delayMs: 100, jitterMs: 80, overtaking: 2, loss: 1 },
  },
]) {
  test(`RT-11 a way of ${name}`, async ({ open }) => {
    test.setTimeout(180_000);
    const { host, far, near, joinedMs, begunAnew } = await open(slow(slowness));
    await far.waitForTimeout(5_000);
    const { fps, concealed } = await listen(far, 10_000);
    expect(begunAnew).toEqual([]);
    // A line that is slow isn't one that is dead; one that was dead comes back all the same.
    host.line.wear({ cut: true });
    await expectNoSound(far);
    host.line.mend();
    const [here, there] = await Promise.all([
      untilFlowing(far, PATIENCE_MS),
      untilFlowing(near, PATIENCE_MS),
    ]);
    note(
      'flows, and comes back',
      `in after ${joinedMs} ms; ${fps.toFixed(1)} fps, ${(concealed * 100).toFixed(1)} % concealed; ` +
        `after a cut ${here} ms, the others ${there} ms`,
    );
    expect(fps).toBeGreaterThan(5);
    expect(concealed).toBeLessThan(0.2);
  });
}

test('NET-4 where everything but TCP 443 is blocked, media goes by a relay over TLS there', async ({
  open,
}) => {
  test.setTimeout(180_000);
  const { far, near, joinedMs } = await open(only443);
  await expectRoutes(far, { local: 'relay', relayProtocol: 'tls' });
  const [here, there] = await Promise.all([
    untilFlowing(far, PATIENCE_MS),
    untilFlowing(near, PATIENCE_MS),
  ]);
  const { fps, concealed } = await listen(far, 10_000);
  note(
    'flows',
    `in after ${joinedMs} ms; ${fps.toFixed(1)} fps, ${(concealed * 100).toFixed(1)} % concealed ` +
      `(${here} ms, the others ${there} ms)`,
  );
  expect(fps).toBeGreaterThan(5);
});
