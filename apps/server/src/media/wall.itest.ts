/**
 * The wall at a real worker, with a hostile client among the students: whatever it
 * sends, the worker makes no consumer of a screen that isn't meant for it.
 */
import { randomUUID } from 'node:crypto';
import type { ConsumerId, ParticipantId, ProducerId } from '@converge/protocol/ids';
import {
  mediaConsumersReady,
  mediaLayersWanted,
  mediaSetPaused,
  mediaStop,
  type Tile,
} from '@converge/protocol/realtime/media';
import {
  wallAsk,
  wallClose,
  wallLook,
  wallStage,
  wallStop,
} from '@converge/protocol/realtime/wall';
import type { Consumer } from 'mediasoup/types';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refusal } from '../../test/call-house.ts';
import { present, SfuHouse } from '../../test/sfu-house.ts';

const layers = [
  { rid: 'a', scaleResolutionDownBy: 6 },
  { rid: 'b', scaleResolutionDownBy: 1 },
];

let sfu: SfuHouse;
beforeEach(async () => {
  sfu = await SfuHouse.open();
});
afterEach(() => sfu.close());

const roomId = () => sfu.house.roomId;

/** The consumers of a producer, by the worker's own words. */
async function consumersOf(producerId: string): Promise<string[]> {
  const [call] = sfu.sfu.calls;
  const dump = await present(call).router.dump();
  const found = dump.mapProducerIdConsumerIds.find(({ key }) => key === producerId);
  return found?.values ?? [];
}

async function scene(encodings?: typeof layers) {
  const teacher = await sfu.enter('Teacher', 'owner');
  const mila = await sfu.enter('Mila', 'guest');
  const hostile = await sfu.enter('Hostile', 'participant');
  await teacher.session.ask(wallAsk, { roomId: roomId() });
  const producerId = await mila.produce('wallScreen', encodings);
  const tile = (width: number): Tile => ({
    ...{ participantId: mila.id, source: 'wallScreen' },
    ...{ width, height: Math.round((width * 9) / 16) },
  });
  return { teacher, mila, hostile, producerId, tile };
}

test('WALL-2 a hostile client gets no consumer of the wall, by no request there is', async () => {
  const { teacher, mila, hostile, producerId, tile } = await scene();
  await teacher.view([tile(320)]);
  await teacher.hears(mila.id, 'wallScreen');
  const [own] = await consumersOf(producerId);
  const consumerId = present(own) as ConsumerId;

  // By views of every size and source, also together with its own streams.
  for (const width of [1, 320, 1920, 16_384]) await hostile.view([tile(width)]);
  for (const source of ['camera', 'screen', 'wallScreen'] as const) {
    await hostile.view([{ ...tile(640), source }, tile(640)]);
  }
  // By saying that it is ready for what others were offered, and for what it guesses.
  const guesses = [consumerId, producerId as string as ConsumerId, randomUUID() as ConsumerId];
  await hostile.session.ask(mediaConsumersReady, { consumerIds: guesses });
  // By commanding what isn't its own.
  const theirs = { producerId: producerId as ProducerId };
  expect(await refusal(hostile.session.ask(mediaSetPaused, { ...theirs, paused: false }))).toBe(
    'media_not_found',
  );
  await hostile.session.ask(mediaStop, theirs);
  for (const request of [wallAsk, wallClose, wallLook]) {
    expect(await refusal(hostile.session.ask(request, { roomId: roomId() }))).toBe('forbidden');
  }
  for (const participantId of [mila.id, hostile.id]) {
    const at = { roomId: roomId(), participantId };
    expect(await refusal(hostile.session.ask(wallStage, at))).toBe('forbidden');
    expect(await refusal(hostile.session.ask(wallStop, at))).toBe('forbidden');
  }
  // By showing its own, and by coming back to its seat, with old transports and with new ones.
  await hostile.produce('wallScreen');
  await hostile.view([tile(1920)]);
  await hostile.join(present(hostile.session.admission).seat);
  await hostile.view([tile(1920)]);

  expect(await consumersOf(producerId)).toEqual([consumerId]);
  expect(hostile.received(mila.id, 'wallScreen')).toBeUndefined();
  expect(JSON.stringify(hostile.session.heard)).not.toContain(producerId);
  // The teacher goes on seeing it.
  await teacher.hears(mila.id, 'wallScreen');
});

test('WALL-3 nobody looks: nothing is forwarded or wanted; a thumbnail wants the small layer, a large view the large one', async () => {
  const { teacher, mila, producerId, tile } = await scene(layers);
  expect(await consumersOf(producerId)).toEqual([]);
  expect(mila.session.events(mediaLayersWanted)).toEqual([]);
  const small = mila.session.next(mediaLayersWanted);
  await teacher.view([tile(320)]);
  expect(await small).toEqual({ producerId, maxSpatial: 0 });
  const large = mila.session.next(mediaLayersWanted);
  await teacher.view([tile(1600)]);
  expect(await large).toEqual({ producerId, maxSpatial: 1 });
});

test('WALL-3 of a class of forty only the page that is looked at is forwarded', async () => {
  const consumers: Consumer[] = [];
  for (const { worker } of sfu.sfu.pool.running) {
    worker.observer.on('newrouter', ({ observer }) =>
      observer.on('newtransport', (transport) =>
        transport.observer.on('newconsumer', (consumer) => consumers.push(consumer)),
      ),
    );
  }
  const flowing = () => consumers.filter(({ closed, paused }) => !closed && !paused);
  const teacher = await sfu.enter('Teacher', 'owner');
  await teacher.session.ask(wallAsk, { roomId: roomId() });
  const students: { id: ParticipantId; producerId: ProducerId }[] = [];
  for (let n = 1; n <= 40; n++) {
    const student = await sfu.enter(`Student ${n}`, 'guest');
    students.push({ id: student.id, producerId: await student.produce('wallScreen') });
  }
  const look = async (page: typeof students) => {
    await teacher.view(
      page.map(({ id }) => ({
        ...{ participantId: id, source: 'wallScreen' as const },
        ...{ width: 320, height: 180 },
      })),
    );
    for (const { id } of page) await teacher.hears(id, 'wallScreen');
    const shown = page.map(({ producerId }) => producerId).sort();
    const seen = () => flowing().map((one) => one.producerId);
    await expect.poll(() => seen().sort()).toEqual(shown);
  };
  await look(students.slice(0, 12));
  await look(students.slice(12, 24));
  await look(students.slice(36));
  expect((await sfu.atWorkers()).producers).toBe(40);
});

test('WALL-5 one click shows it to all without a new producer, another takes it back from them', async () => {
  const { teacher, mila, hostile, producerId, tile } = await scene();
  await teacher.view([tile(320)]);
  await teacher.hears(mila.id, 'wallScreen');
  await teacher.session.ask(wallStage, { roomId: roomId(), participantId: mila.id });
  await hostile.hears(mila.id, 'screen');
  expect((await consumersOf(producerId)).length).toBeGreaterThan(0);
  expect((await sfu.atWorkers()).producers).toBe(1);
  await teacher.session.ask(wallStage, { roomId: roomId(), participantId: null });
  await expect.poll(() => hostile.received(mila.id, 'screen')).toBeUndefined();
  await hostile.view([tile(1920), { ...tile(1920), source: 'screen' }]);
  await teacher.hears(mila.id, 'wallScreen');
  expect(await consumersOf(producerId)).toHaveLength(1);
});

test('WALL-4 MEDIA-8 closing the wall leaves nothing of it at the worker', async () => {
  const { teacher, mila, tile } = await scene();
  await teacher.view([tile(320)]);
  await teacher.hears(mila.id, 'wallScreen');
  await teacher.session.ask(wallClose, { roomId: roomId() });
  await expect.poll(() => sfu.atWorkers()).toMatchObject({ producers: 0, consumers: 0 });
});
