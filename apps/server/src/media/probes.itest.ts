/** The ways that strangers may try, at a real worker. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { ProbeAnswer } from '@converge/protocol/rest/check';
import { afterEach, expect, test } from 'vitest';
import { bindingRequest } from '../../../../tools/media-worker/stun.mjs';
import { present, SfuHouse } from '../../test/sfu-house.ts';
import type { ProbeLimits } from './probes.ts';

/** A network. */
const here = '192.0.2.1';
const fingerprint = Array.from({ length: 32 }, () => 'ab').join(':');
let sfu: SfuHouse | undefined;
afterEach(async () => {
  await sfu?.close();
  sfu = undefined;
});

const open = async (limits: Partial<ProbeLimits> = {}) => {
  sfu = await SfuHouse.open({
    probeLimits: { open: 4, speed: 2, share: 1, lifeMs: 10_000, ...limits },
  });
  return sfu;
};

const portOf = (answer: ProbeAnswer, wanted: 'udp' | 'tcp') =>
  present(
    answer.iceCandidates.find(
      ({ protocol, address }) => protocol === wanted && address === '127.0.0.1',
    ),
  ).port;

/** Whether the worker says yes to one ICE check with the credentials of this probe. */
async function passesIce(answer: ProbeAnswer): Promise<boolean> {
  const socket = createSocket('udp4');
  try {
    socket.send(bindingRequest(answer.iceParameters), portOf(answer, 'udp'), '127.0.0.1');
    const [datagram] = (await once(socket, 'message')) as [Buffer];
    // A success response to a binding request; a refusal is 0x0111.
    return datagram.readUInt16BE(0) === 0x0101;
  } finally {
    socket.close();
  }
}

test('CHECK-2 a probe answers ICE at the addresses of a call, on UDP and TCP, and belongs to no call', async () => {
  const { sfu: media } = await open();
  const answer = await media.probes.open({ fingerprint, speed: false }, here);
  expect(await passesIce(answer)).toBe(true);
  expect(portOf(answer, 'tcp')).toBeGreaterThan(0);
  expect(Object.keys(answer).sort()).toEqual([
    'closesInMs',
    'dtlsParameters',
    'iceCandidates',
    'iceParameters',
    'worker',
    'workers',
  ]);
  expect(media.counts).toEqual({ transports: 0, producers: 0, consumers: 0 });
});

test('CHECK-7 each worker can be tried for itself, and says which of how many it is', async () => {
  sfu = await SfuHouse.open({ workers: 2 });
  const { probes } = sfu.sfu;
  const [first, second] = await Promise.all(
    [0, 1].map((worker) => probes.open({ fingerprint, speed: false, worker }, here)),
  );
  expect(first).toMatchObject({ worker: 0, workers: 2 });
  expect(second).toMatchObject({ worker: 1, workers: 2 });
  expect(portOf(present(first), 'udp')).not.toBe(portOf(present(second), 'udp'));
  expect(await passesIce(present(second))).toBe(true);
  const none = probes.open({ fingerprint, speed: false, worker: 2 }, here);
  await expect(none).rejects.toMatchObject({ code: 'media_unavailable' });
  expect(probes.size).toBe(2);
});

test('CHECK-3 a probe ends by the clock, whatever its client does, and leaves nothing', async () => {
  const house = await open({ lifeMs: 4_000 });
  const probes = house.sfu.probes;
  const answer = await probes.open({ fingerprint, speed: false }, here);
  await probes.open({ fingerprint, speed: true }, here);
  expect(await passesIce(answer)).toBe(true);
  expect(answer.closesInMs).toBeLessThanOrEqual(4_000);
  expect(await house.atWorkers()).toMatchObject({ routers: 2, transports: 2 });
  await expect.poll(() => probes.size).toBe(0);
  await expect.poll(() => house.atWorkers()).toMatchObject({ routers: 0, transports: 0 });
});

test('CHECK-4 probes are few at a time, those that measure fewer; calls don’t notice', async () => {
  const house = await open();
  const { probes } = house.sfu;
  const ask = (speed: boolean) => probes.open({ fingerprint, speed }, here);
  // All at once: none is let in before the others are counted.
  const asked = await Promise.allSettled([ask(true), ask(true), ask(true)]);
  const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(refused).toHaveLength(1);
  expect(refused[0]).toMatchObject({ code: 'rate_limited' });
  expect(refused[0].failure.retryAfterMs).toBeLessThanOrEqual(10_000);
  await Promise.all([ask(false), ask(false)]);
  await expect(ask(false)).rejects.toMatchObject({ code: 'rate_limited' });

  const speaker = await house.enter('Anna', 'owner');
  const listener = await house.enter('Boris');
  await speaker.produce('microphone');
  await listener.hears(speaker.id, 'microphone');
});

test('CHECK-4 one network leaves places to the others', async () => {
  const { sfu: media } = await open({ open: 8, speed: 4, share: 3 / 4 });
  const ask = (speed: boolean, network = here) =>
    media.probes.open({ fingerprint, speed }, network);
  await Promise.all([ask(true), ask(true), ask(true)]);
  await expect(ask(true)).rejects.toMatchObject({ code: 'rate_limited' });
  await Promise.all([ask(false), ask(false), ask(false)]);
  await expect(ask(false)).rejects.toMatchObject({ code: 'rate_limited' });
  await Promise.all([ask(true, '198.51.100.9'), ask(false, '198.51.100.9')]);
});

test('CHECK-3 a probe ends with its worker, and the next one finds the new worker', async () => {
  const { sfu: media } = await open();
  await media.probes.open({ fingerprint, speed: true }, here);
  const { worker } = present(media.pool.running[0]);
  process.kill(worker.pid, 'SIGKILL');
  await expect.poll(() => media.probes.size).toBe(0);
  const answer = await media.probes.open({ fingerprint, speed: false }, here);
  expect(portOf(answer, 'udp')).toBeGreaterThan(0);
});
