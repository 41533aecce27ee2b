import { randomUUID } from 'node:crypto';
import { ConvergeError } from '@converge/protocol/errors';
import type { TransportId } from '@converge/protocol/ids';
import { presetPolicies } from '@converge/protocol/permissions';
import {
  mediaConnect,
  mediaProduce,
  mediaRestartIce,
  mediaSetPaused,
  mediaStop,
  mediaView,
} from '@converge/protocol/realtime/media';
import { beforeEach, describe, expect, test } from 'vitest';
import { House, idOf, refusal, rtpParameters, type TestSession } from '../../test/call-house.ts';

describe('sending', () => {
  let house: House;
  let a: TestSession;
  let b: TestSession;

  beforeEach(async () => {
    house = new House();
    a = house.somebody('Anna', 'owner').connect();
    b = house.somebody('Boris', 'participant').connect();
    await a.join();
    await b.join();
  });

  const fingerprints = [{ algorithm: 'sha-256' as const, value: 'x' }];

  test('MEDIA-1 what the policy does not allow never reaches the SFU', async () => {
    house.changePolicy(presetPolicies.class);
    for (const source of ['microphone', 'camera', 'screen', 'screenAudio'] as const) {
      expect(await refusal(b.produce(source))).toBe('forbidden');
      await a.produce(source);
    }
    expect(house.media.current.log).toHaveLength(4);
  });

  test('MEDIA-1 a kind that does not belong to the source is refused', async () => {
    const offer = { transportId: a.admission?.transports.send.id as TransportId, rtpParameters };
    const wrong = a.ask(mediaProduce, { ...offer, source: 'microphone', kind: 'video' });
    expect(await refusal(wrong)).toBe('media_invalid');
  });

  test('MEDIA-3 producing a source again replaces it', async () => {
    const first = await a.produce('camera');
    const second = await a.produce('camera');
    expect(second).not.toBe(first);
    expect(house.media.current.flowing).toEqual([`${idOf(a)} camera -> ${idOf(b)}`]);
    expect(await refusal(a.ask(mediaSetPaused, { producerId: first, paused: true }))).toBe(
      'media_not_found',
    );
    house.checkCopies();
  });

  test('MEDIA-3 many requests at once leave one producer of the source', async () => {
    await Promise.all([a.produce('camera'), a.produce('camera'), a.produce('camera')]);
    expect(house.media.current.flowing).toHaveLength(1);
    house.checkCopies();
  });

  test('MEDIA-3 a replacement that fails leaves the source off', async () => {
    await a.produce('camera');
    house.media.refusal = new ConvergeError('media_invalid');
    expect(await refusal(a.produce('camera'))).toBe('media_invalid');
    expect(house.call?.shown(idOf(a))?.media.camera).toBe('off');
    house.checkCopies();
  });

  test('MEDIA-4 nobody commands the transports and producers of others', async () => {
    const producerId = await a.produce('camera');
    const transportId = a.admission?.transports.send.id as TransportId;
    const requests = [
      b.ask(mediaSetPaused, { producerId, paused: true }),
      b.ask(mediaConnect, { transportId, dtlsParameters: { fingerprints } }),
      b.ask(mediaRestartIce, { transportId }),
      b.ask(mediaProduce, { transportId, source: 'camera', kind: 'video', rtpParameters }),
    ];
    for (const request of requests) expect(await refusal(request)).toBe('media_not_found');
    await b.ask(mediaStop, { producerId });
    expect(house.media.current.flowing).toEqual([`${idOf(a)} camera -> ${idOf(b)}`]);
    house.checkCopies();
  });

  test('MEDIA-4 who is in no call commands nothing', async () => {
    const stranger = house.somebody('Eva', 'guest').connect();
    const transportId = randomUUID() as TransportId;
    expect(await refusal(stranger.ask(mediaRestartIce, { transportId }))).toBe('not_in_call');
    expect(await refusal(stranger.ask(mediaView, { tiles: [] }))).toBe('not_in_call');
  });

  test('MEDIA-2 the last word about a pause wins', async () => {
    const producerId = await a.produce('microphone');
    await Promise.all(
      [true, false, true].map((paused) => a.ask(mediaSetPaused, { producerId, paused })),
    );
    expect(house.media.current.flowing).toEqual([]);
    expect(b.copy?.call.participants[0]?.media.microphone).toBe('paused');
    house.checkCopies();
  });

  test('MEDIA-8 stopping what is stopped is harmless', async () => {
    const producerId = await a.produce('screen');
    await a.ask(mediaStop, { producerId });
    await a.ask(mediaStop, { producerId });
    expect(house.media.current.flowing).toEqual([]);
    expect(house.media.current.log).toEqual(['produce screen', 'stop screen']);
    house.checkCopies();
  });
});
