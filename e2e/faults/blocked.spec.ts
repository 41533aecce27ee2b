/** Networks that let only some of it through: which way the media finds. */
import { expectRoutes } from '../harness/media.ts';
import { listen, longestSilence, untilDirect, untilStill } from './flow.ts';
import { timeReturn } from './returns.ts';
import { expect, note, test } from './scene.ts';
import { only443, straight } from './ways.ts';

/**
 * Until ICE has found that UDP carries nothing any more and TCP does, at both ends. Nobody
 * promises it a time; at the ceiling, people take the call for over.
 */
const BY_TCP = { asked: 8_000, ceiling: 12_000 };
/** From opening the page to moving pictures at both ends, where every other way is tried in vain. */
const IN = { asked: 8_000, ceiling: 15_000 };

test('P2P-5 the direct path of two is cut, and the server’s takes over', async ({ open }) => {
  const { host, mediaPort, far, near } = await open(straight, { direct: true });
  await untilDirect(far);
  await untilDirect(near);
  host.line.wear({ only: mediaPort });
  const [here, there] = await Promise.all([
    longestSilence(far, 10_000),
    longestSilence(near, 10_000),
  ]);
  const longest = Math.max(here, there);
  note('< 1000 ms', `${here} ms, the others ${there} ms`, longest < 1_000);
  expect(longest).toBeLessThan(2_000);
});

test('where UDP is blocked meanwhile, media goes by TCP', async ({ open }) => {
  const { host, far, near } = await open();
  host.line.wear({ blocked: 'udp' });
  const since = performance.now();
  await Promise.all([far, near].map(untilStill));
  const returns = await timeReturn({ far, near }, since);
  const longest = Math.max(...returns);
  const [here, there] = returns;
  note(
    `flows, < ${BY_TCP.asked} ms`,
    `${here} ms after it, the others ${there} ms`,
    longest < BY_TCP.asked,
  );
  expect(longest, 'until media goes by TCP').toBeLessThan(BY_TCP.ceiling);
});

test('NET-4 where everything but TCP 443 is blocked, media goes by a relay over TLS there', async ({
  open,
}) => {
  const { far, near, joinedMs } = await open(only443);
  await expectRoutes(far, { local: 'relay', relayProtocol: 'tls' });
  const [here, there] = await timeReturn({ far, near });
  const { fps, concealed } = await listen(far, 10_000);
  note(
    `in < ${IN.asked} ms, flows`,
    `in after ${joinedMs} ms; ${fps.toFixed(1)} fps, ${(concealed * 100).toFixed(1)} % concealed ` +
      `(${here} ms, the others ${there} ms)`,
    joinedMs < IN.asked && fps > 5,
  );
  expect(joinedMs, 'until both see each other').toBeLessThan(IN.ceiling);
  expect(fps).toBeGreaterThan(5);
});
