/** Media paths of those who are about to come in, at a real worker. */
import { callLeave } from '@converge/protocol/realtime/call';
import { afterEach, expect, test } from 'vitest';
import { SfuHouse } from '../../test/sfu-house.ts';
import type { CallMedia, MediaHost } from '../calls/ports.ts';
import { routerCapabilities } from './codecs.ts';
import type { PathLimits } from './paths-ahead.ts';

let sfu: SfuHouse | undefined;
afterEach(async () => {
  await sfu?.close();
  sfu = undefined;
});

const open = async (pathLimits: Partial<PathLimits> = {}) => {
  sfu = await SfuHouse.open({ pathLimits });
  return sfu;
};

/** Somebody is inside and speaks, and another one stands at the door. */
async function scene(limits: Partial<PathLimits> = {}) {
  const house = await open(limits);
  const anna = await house.enter('Anna', 'owner');
  await anna.produce('microphone');
  return { house, anna, boris: house.stand(house.house.somebody('Boris', 'participant')) };
}

test('MEDIA-15 a path that stands is the one by which its owner receives, and carries nothing before', async () => {
  const { house, anna, boris } = await scene();
  const offer = await boris.prepare(house.call);
  expect(house.sfu.paths.size).toBe(1);
  expect(await house.atWorkers()).toMatchObject({ transports: 3 });
  expect(boris.receiving.size).toBe(0);

  const admission = await boris.join();
  expect(admission.transports.receive.id).toBe(offer.transport.id);
  await boris.hears(anna.id, 'microphone');
  expect(house.sfu.paths.size).toBe(0);
  // The blank stream is gone with the waiting; its source serves who comes next.
  expect(await house.atWorkers()).toMatchObject({ transports: 4, producers: 2, consumers: 1 });
  await boris.session.ask(callLeave, { roomId: house.house.roomId });
  expect(await house.atWorkers()).toMatchObject({ transports: 2, consumers: 0 });
});

test('MEDIA-15 a path serves once, and in its own call only', async () => {
  const { house, boris } = await scene();
  const { token } = await boris.prepare(house.call);
  const other: CallMedia = await house.sfu.open('another', nobody);
  const stranger = await other.attach(boris.session.id as never, routerCapabilities(), token);
  expect(house.sfu.paths.size).toBe(0);
  // Anna's two, the stranger's two; the path that was asked for in vain is closed.
  await expect.poll(() => house.atWorkers()).toMatchObject({ transports: 4 });
  const admission = await boris.join();
  expect(admission.transports.receive.id).not.toBe(stranger.transports.receive.id);
  other.close();
});

test('MEDIA-15 an unused path ends with its own other end, with the call, without a handshake and by the clock', async () => {
  const { house, boris } = await scene({ handshakeMs: 2_500, lifeMs: 3_500 });
  const gone = async () => {
    await expect.poll(() => house.sfu.paths.size).toBe(0);
    await expect.poll(() => house.atWorkers()).toMatchObject({ transports: 2 });
  };
  await boris.prepare(house.call);
  boris.turnBack();
  await gone();
  await house.call.openPath(routerCapabilities(), 'a');
  expect(house.sfu.paths.size).toBe(1);
  await gone();
  await boris.prepare(house.call);
  await gone();
  await house.call.openPath(routerCapabilities(), 'a');
  house.call.close();
  expect(house.sfu.paths.size).toBe(0);
});

test('MEDIA-15 a network has few of them, and a wrong handshake harms nothing', async () => {
  const { house, anna, boris } = await scene({ network: 2 });
  const ask = (network: string) => house.call.openPath(routerCapabilities(), network);
  const asked = await Promise.allSettled([ask('a'), ask('a'), ask('a'), ask('b')]);
  expect(asked.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  await expect(ask('a')).rejects.toMatchObject({ code: 'rate_limited' });
  const [first] = asked;
  if (first?.status !== 'fulfilled') throw new Error('no path');
  const { token } = first.value;
  const shake = (value: string) =>
    house.call.connectPath(token, { fingerprints: [{ algorithm: 'sha-256', value }] });
  await expect(shake('nonsense')).rejects.toMatchObject({ code: 'media_invalid' });
  const right = Array.from({ length: 32 }, () => 'ab').join(':');
  await shake(right);
  await shake(right);
  await expect(shake(right.replaceAll('ab', 'cd'))).rejects.toMatchObject({
    code: 'media_invalid',
  });
  await expect(
    house.call.connectPath('nothing of the kind' as never, {
      fingerprints: [{ algorithm: 'sha-256', value: right }],
    }),
  ).rejects.toMatchObject({ code: 'media_not_found' });
  await boris.join();
  await boris.hears(anna.id, 'microphone');
});

/** A call that nobody listens to. */
const nobody: MediaHost = {
  maySee: () => true,
  consumersOpened: () => {},
  consumersClosed: () => {},
  layersWanted: () => {},
  lineThin: () => {},
  levels: () => {},
  speaker: () => {},
  silent: () => {},
  lost: () => {},
};
