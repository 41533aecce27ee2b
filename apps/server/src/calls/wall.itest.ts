/**
 * The wall at a running server, over its sockets: a hostile client sends whatever
 * it likes, and is offered no stream that isn't for it.
 */
import { randomUUID } from 'node:crypto';
import type { ConsumerId, ProducerId } from '@converge/protocol/ids';
import {
  mediaConsumersOpened,
  mediaConsumersReady,
  mediaProduce,
  mediaProducerOverruled,
  mediaSetPaused,
  mediaView,
} from '@converge/protocol/realtime/media';
import { roomOpen } from '@converge/protocol/realtime/room';
import { wallAsk, wallClose, wallLook, wallStage } from '@converge/protocol/realtime/wall';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type TestServer } from '../../test/server.ts';
import {
  enterCall,
  goLive,
  joinAsGuest,
  makeRoom,
  register,
  type Somebody,
} from '../../test/world.ts';

let server: TestServer;
let owner: Somebody;

beforeAll(async () => {
  server = await createTestServer();
  owner = await register(server, 'Ada');
});
afterAll(() => server.close());

const rtpParameters = {
  codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
  encodings: [{ ssrc: 4_711 }],
};

test('WALL-1 WALL-2 WALL-4 whatever a hostile client sends, the wall’s streams are offered to who leads only', async () => {
  const room = await makeRoom(owner, { preset: 'class', access: 'link' });
  const roomId = room.id;
  const guest = async (name: string) =>
    goLive(server, await joinAsGuest(server, room.code, name), room);
  const [teacher, mila, hostile] = [
    await goLive(server, owner),
    await guest('Mila'),
    await guest('Eve'),
  ];
  const inside = [];
  for (const live of [teacher, mila, hostile]) {
    await live.ask(roomOpen, { roomId });
    inside.push(await enterCall(live, room));
  }
  const [, milaIn] = inside;
  if (!milaIn) throw new Error('Mila is inside');
  const offer = {
    transportId: milaIn.transports.send.id,
    source: 'wallScreen' as const,
    kind: 'video' as const,
    rtpParameters,
  };
  await expect(mila.ask(mediaProduce, offer)).rejects.toThrow('forbidden');
  await teacher.ask(wallAsk, { roomId });
  const { producerId } = await mila.ask(mediaProduce, offer);
  expect(await teacher.ask(wallLook, { roomId })).toEqual({
    participantIds: [milaIn.participantId],
  });

  const offered = hostile.collect(mediaConsumersOpened);
  const tile = (source: 'camera' | 'screen' | 'wallScreen') => ({
    ...{ participantId: milaIn.participantId, source },
    ...{ width: 1_920, height: 1_080 },
  });
  const shown = teacher.next(mediaConsumersOpened);
  await teacher.ask(mediaView, { tiles: [tile('wallScreen')] });
  const [own] = (await shown).consumers;
  expect(own).toMatchObject({ producerId, source: 'wallScreen' });

  await hostile.ask(mediaView, { tiles: [tile('camera'), tile('screen'), tile('wallScreen')] });
  const guesses = [own?.id, producerId, randomUUID()] as ConsumerId[];
  await hostile.ask(mediaConsumersReady, { consumerIds: guesses });
  const pause = { producerId: producerId as ProducerId, paused: true };
  await expect(hostile.ask(mediaSetPaused, pause)).rejects.toThrow('media_not_found');
  for (const request of [wallAsk, wallClose, wallLook]) {
    await expect(hostile.ask(request, { roomId })).rejects.toThrow('forbidden');
  }
  const stage = { roomId, participantId: milaIn.participantId };
  await expect(hostile.ask(wallStage, stage)).rejects.toThrow('forbidden');
  // With another's transport, and under another name of the same thing.
  await expect(hostile.ask(mediaProduce, offer)).rejects.toThrow('media_not_found');
  expect((await hostile.raw('media.consume', { producerId })).ok).toBe(false);
  // Each answer came after whatever it could have set off.
  await hostile.ask(mediaView, { tiles: [tile('wallScreen')] });
  expect(offered).toEqual([]);

  const ended = mila.next(mediaProducerOverruled);
  await teacher.ask(wallClose, { roomId });
  expect(await ended).toMatchObject({ producerId, source: 'wallScreen', action: 'closed' });
  for (const live of [teacher, mila, hostile]) live.close();
});
