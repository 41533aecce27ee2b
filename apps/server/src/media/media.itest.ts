/** The call with real media: bots over ICE, DTLS and SRTP, and a real worker. */
import { presetPolicies } from '@converge/protocol/permissions';
import { callLeave } from '@converge/protocol/realtime/call';
import {
  mediaConsumersClosed,
  mediaConsumersOpened,
  mediaLayersWanted,
  mediaLost,
  mediaMissing,
  mediaRestartIce,
  mediaSetPaused,
  mediaStop,
} from '@converge/protocol/realtime/media';
import { callEnd, callMute, callRemove } from '@converge/protocol/realtime/moderation';
import type { Consumer } from 'mediasoup/types';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { refusal } from '../../test/call-house.ts';
import type { MediaBot } from '../../test/media-bot.ts';
import { present, SfuHouse } from '../../test/sfu-house.ts';
import { routerCapabilities } from './codecs.ts';

const simulcast = [
  { rid: 'a', scaleResolutionDownBy: 4 },
  { rid: 'b', scaleResolutionDownBy: 2 },
  { rid: 'c', scaleResolutionDownBy: 1 },
];

describe('media', () => {
  let sfu: SfuHouse;
  beforeEach(async () => {
    sfu = await SfuHouse.open();
  });
  afterEach(() => sfu.close());

  const roomId = () => sfu.house.roomId;
  const workerPid = () => present(sfu.sfu.pool.running[0]).worker.pid;

  /** Both ask for other transports, as clients do who have lost theirs, and one hears the other. */
  async function goesOn(a: MediaBot, b: MediaBot): Promise<void> {
    const seats = [a, b].map(({ session }) => present(session.admission).seat);
    const admissions = await Promise.all([a.join(seats[0]), b.join(seats[1])]);
    expect(admissions.map(({ resumed }) => resumed)).toEqual([false, false]);
    expect(a.session.copy?.call.participants).toHaveLength(2);
    await a.produce('microphone');
    await b.hears(a.id, 'microphone');
    sfu.house.checkCopies();
    expect(await sfu.atWorkers()).toMatchObject({ routers: 1, transports: 4, producers: 1 });
  }

  test('MEDIA-5 what is sent reaches everybody: those inside, and who comes later at once', async () => {
    const a = await sfu.enter('Anna', 'owner');
    const b = await sfu.enter('Boris');
    await a.produce('microphone');
    await a.produce('camera');
    await b.hears(a.id, 'microphone');
    await b.hears(a.id, 'camera');
    const c = await sfu.enter('Vera');
    expect(c.session.admission?.consumers.map(({ source }) => source).sort()).toEqual([
      'camera',
      'microphone',
    ]);
    // Sent with the answer, so nothing had to be announced.
    expect(c.session.events(mediaConsumersOpened)).toEqual([]);
    await c.hears(a.id, 'microphone');
    await c.hears(a.id, 'camera');
  });

  test('MEDIA-2 a paused producer is not forwarded, whatever its client sends', async () => {
    const a = await sfu.enter('Anna', 'owner');
    const b = await sfu.enter('Boris');
    await b.produce('microphone');
    const heard = await a.receives(b.id, 'microphone');
    await a.hears(b.id, 'microphone');
    await b.setPaused('microphone', true);
    expect(await a.hearsAfterAll(heard, b, 'microphone')).toBe(0);
    await b.setPaused('microphone', false);
    await a.hears(b.id, 'microphone');
  });

  test('MOD-2 who is muted by a moderator is heard by nobody while they go on sending', async () => {
    const teacher = await sfu.enter('Teacher', 'owner');
    const pupil = await sfu.enter('Pupil', 'guest');
    await pupil.produce('microphone');
    const heard = await teacher.receives(pupil.id, 'microphone');
    await teacher.hears(pupil.id, 'microphone');
    await teacher.session.ask(callMute, { roomId: roomId(), participantId: pupil.id });
    expect(await teacher.hearsAfterAll(heard, pupil, 'microphone')).toBe(0);
  });

  test('MEDIA-10 who can ask again for lost sound may do so', async () => {
    const a = await sfu.enter('Anna', 'owner');
    await a.produce('microphone');
    const rtpCapabilities = routerCapabilities();
    const { consumers } = await sfu.house
      .somebody('Boris', 'participant')
      .connect()
      .join(undefined, {
        rtpCapabilities,
      });
    const [codec] = present(consumers[0]).rtpParameters.codecs;
    expect(codec).toMatchObject({ mimeType: 'audio/opus' });
    expect(codec?.rtcpFeedback).toContainEqual({ type: 'nack', parameter: '' });
  });

  test('MEDIA-1 where the policy forbids it the SFU never gets a producer', async () => {
    sfu.house.rules = { ...sfu.house.rules, policy: presetPolicies.class };
    const teacher = await sfu.enter('Teacher', 'owner');
    const pupil = await sfu.enter('Pupil', 'guest');
    expect(await refusal(pupil.produce('camera'))).toBe('forbidden');
    await teacher.produce('camera');
    await pupil.hears(teacher.id, 'camera');
    expect(await sfu.atWorkers()).toMatchObject({ producers: 1, consumers: 1 });
  });

  test('CALL-6 a stricter policy stops at the SFU what was allowed before', async () => {
    const teacher = await sfu.enter('Teacher', 'owner');
    const pupil = await sfu.enter('Pupil', 'guest');
    await pupil.produce('camera');
    const seen = await teacher.receives(pupil.id, 'camera');
    await teacher.hears(pupil.id, 'camera');
    const closed = teacher.session.next(mediaConsumersClosed);
    sfu.house.changePolicy(presetPolicies.class);
    expect(await closed).toEqual({ consumerIds: [seen.offer.id] });
    expect(await sfu.atWorkers()).toMatchObject({ producers: 0, consumers: 0 });
  });

  test('MEDIA-3 a source produced again replaces what was sent from it', async () => {
    const a = await sfu.enter('Anna', 'owner');
    const b = await sfu.enter('Boris');
    await a.produce('camera');
    const first = await b.receives(a.id, 'camera');
    const closed = b.session.next(mediaConsumersClosed);
    a.stop('camera');
    await a.produce('camera');
    expect(await closed).toEqual({ consumerIds: [first.offer.id] });
    await b.hears(a.id, 'camera');
    expect(await sfu.atWorkers()).toMatchObject({ producers: 1, consumers: 1 });
  });

  test('MEDIA-4 the transports and streams of others are out of reach', async () => {
    const a = await sfu.enter('Anna', 'owner');
    const b = await sfu.enter('Boris');
    const producerId = await a.produce('microphone');
    const transportId = present(a.session.admission).transports.send.id;
    expect(await refusal(b.session.ask(mediaRestartIce, { transportId }))).toBe('media_not_found');
    expect(await refusal(b.session.ask(mediaSetPaused, { producerId, paused: true }))).toBe(
      'media_not_found',
    );
    await b.session.ask(mediaStop, { producerId });
    await b.hears(a.id, 'microphone');
  });

  test('MEDIA-5 video goes to those who show it', async () => {
    const a = await sfu.enter('Anna', 'owner');
    const b = await sfu.enter('Boris');
    await b.view([]);
    await a.produce('microphone');
    await a.produce('camera');
    await b.hears(a.id, 'microphone');
    expect(b.received(a.id, 'camera')).toBeUndefined();
    expect(await sfu.atWorkers()).toMatchObject({ producers: 2, consumers: 1 });
    await b.view([{ participantId: a.id, source: 'camera', width: 640, height: 360 }]);
    await b.hears(a.id, 'camera');
  });

  test('MEDIA-5 MEDIA-13 … in the layer that fits its size, after the smallest, shares before faces', async () => {
    const a = await sfu.enter('Anna', 'owner');
    const consumers: Consumer[] = [];
    present([...sfu.sfu.calls][0]).router.observer.on('newtransport', (transport) => {
      transport.observer.on('newconsumer', (consumer) => consumers.push(consumer));
    });
    const b = await sfu.enter('Boris');
    await a.produce('camera', simulcast);
    await a.produce('screen');
    await b.receives(a.id, 'camera');
    await b.receives(a.id, 'screen');
    const preferred = async () => {
      const dumps = await Promise.all(consumers.map((consumer) => consumer.dump()));
      const [camera, screen] = dumps;
      return {
        layer: camera && 'preferredSpatialLayer' in camera && camera.preferredSpatialLayer,
        priorities: [camera?.priority ?? 0, screen?.priority ?? 0],
      };
    };
    await b.view([{ participantId: a.id, source: 'camera', width: 1920, height: 1080 }]);
    expect((await preferred()).layer).toBe(0);
    // Bots don't send in layers, so the worker has nothing of them to pass on.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    consumers[0]?.emit('layerschange', { spatialLayer: 0, temporalLayer: 0 });
    vi.advanceTimersByTime(400);
    vi.useRealTimers();
    for (const [width, layer] of [
      [320, 0],
      [640, 1],
      [1920, 2],
      [200, 0],
    ] as const) {
      const tile = { participantId: a.id, width, height: Math.round((width * 9) / 16) };
      await b.view([
        { ...tile, source: 'camera' },
        { ...tile, source: 'screen' },
      ]);
      const now = await preferred();
      expect(now.layer).toBe(layer);
      expect(now.priorities[1]).toBeGreaterThan(present(now.priorities[0]));
    }
  });

  test('MEDIA-5 video nobody looks at is held back at once and closed after a while', async () => {
    const a = await sfu.enter('Anna', 'owner');
    const b = await sfu.enter('Boris');
    await a.produce('camera');
    const seen = await b.receives(a.id, 'camera');
    await b.hears(a.id, 'camera');
    const tile = { participantId: a.id, source: 'camera' as const, width: 640, height: 360 };
    await b.view([]);
    expect(await b.hearsAfterAll(seen, a, 'camera')).toBe(0);
    // Back in time it is the same stream, without another negotiation.
    await b.view([tile]);
    await b.hears(a.id, 'camera');
    expect(b.received(a.id, 'camera')).toBe(seen);

    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const closed = b.session.next(mediaConsumersClosed);
    await b.view([]);
    vi.advanceTimersByTime(5_000);
    vi.useRealTimers();
    expect(await closed).toEqual({ consumerIds: [seen.offer.id] });
    await b.view([tile]);
    await b.hears(a.id, 'camera');
    expect(b.received(a.id, 'camera')).not.toBe(seen);
  });

  test('MEDIA-12 what should come and doesn’t is opened again, for its receiver alone', async () => {
    const a = await sfu.enter('Anna', 'owner');
    const b = await sfu.enter('Boris');
    const c = await sfu.enter('Carla');
    await a.produce('microphone');
    const seen = await b.receives(a.id, 'microphone');
    const others = await c.receives(a.id, 'microphone');
    await b.hears(a.id, 'microphone');
    const consumerIds = [seen.offer.id];
    // Asking for a whole picture changes nothing else, and of others' streams nothing at all.
    await b.session.ask(mediaMissing, { consumerIds, anew: false });
    await c.session.ask(mediaMissing, { consumerIds, anew: true });
    expect(b.received(a.id, 'microphone')).toBe(seen);

    const closed = b.session.next(mediaConsumersClosed);
    await b.session.ask(mediaMissing, { consumerIds, anew: true });
    expect(await closed).toEqual({ consumerIds });
    await b.hears(a.id, 'microphone');
    expect(b.received(a.id, 'microphone')).not.toBe(seen);
    expect(c.received(a.id, 'microphone')).toBe(others);
    expect(await sfu.atWorkers()).toMatchObject({ producers: 1, consumers: 2 });
  });

  test('ADAPT-1 who sends is told which layers anybody receives, and again when a lost line is back', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const a = await sfu.enter('Anna', 'owner');
    const b = await sfu.enter('Boris');
    const producerId = await a.produce('camera', simulcast);
    await b.receives(a.id, 'camera');
    const show = (width: number) =>
      b.view([{ participantId: a.id, source: 'camera', width, height: (width * 9) / 16 }]);
    const told = () => a.session.events(mediaLayersWanted);
    await show(320);
    const fewer = a.session.next(mediaLayersWanted);
    vi.advanceTimersByTime(5_000);
    expect(await fewer).toEqual({ producerId, maxSpatial: 0 });
    const more = a.session.next(mediaLayersWanted);
    await show(1280);
    expect(await more).toEqual({ producerId, maxSpatial: 2 });
    expect(told()).toHaveLength(2);

    await show(640);
    a.session.close();
    await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0), 20_000);
    vi.advanceTimersByTime(5_000);
    const line = a.who.connect();
    const again = line.next(mediaLayersWanted);
    await line.join(present(a.session.admission).seat);
    expect(await again).toEqual({ producerId, maxSpatial: 1 });
    vi.useRealTimers();
  });

  test('ADAPT-2 who doesn’t heed it goes on sending, and is seen', async () => {
    const a = await sfu.enter('Anna', 'owner');
    const b = await sfu.enter('Boris');
    await a.produce('camera');
    await b.hears(a.id, 'camera');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const none = a.session.next(mediaLayersWanted);
    await b.view([]);
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(2), 20_000);
    vi.advanceTimersByTime(5_000);
    expect(await none).toMatchObject({ maxSpatial: null });
    vi.useRealTimers();
    await b.view([{ participantId: a.id, source: 'camera', width: 320, height: 180 }]);
    await b.hears(a.id, 'camera');
  });

  test('MEDIA-5 streams of one turn are announced together', async () => {
    const a = await sfu.enter('Anna', 'owner');
    const b = await sfu.enter('Boris');
    const announced = b.session.next(mediaConsumersOpened);
    await a.produce('microphone');
    expect((await announced).consumers).toHaveLength(1);
    await b.hears(a.id, 'microphone');
    await a.session.ask(callLeave, { roomId: roomId() });
    await b.session.next(mediaConsumersClosed);
    expect(b.session.events(mediaConsumersClosed)).toHaveLength(1);
  });

  test('SEAT-3 the media of a held seat goes on while the line is lost and after', async () => {
    const a = await sfu.enter('Anna', 'owner');
    const b = await sfu.enter('Boris');
    await b.produce('microphone');
    await a.hears(b.id, 'microphone');
    const seat = present(b.session.admission).seat;
    b.session.close();
    await a.hears(b.id, 'microphone', 20);
    const line = b.who.connect();
    const admission = await line.join(seat);
    expect(admission).toMatchObject({ resumed: true, participantId: b.id });
    expect(admission.transports).toEqual(b.session.admission?.transports);
    await a.hears(b.id, 'microphone', 20);
    sfu.house.checkCopies();
  });

  test('SEAT-3 what began while the line was lost is listed with the seat', async () => {
    const a = await sfu.enter('Anna', 'owner');
    const b = await sfu.enter('Boris');
    b.session.close();
    await a.produce('microphone');
    await expect.poll(async () => (await sfu.atWorkers()).consumers).toBe(1);
    const line = b.who.connect();
    const { consumers } = await line.join(b.session.admission?.seat);
    expect(consumers).toMatchObject([{ participantId: a.id, source: 'microphone' }]);
  });

  test('MEDIA-7 when the worker is killed, people get new transports and hear each other again', async () => {
    const a = await sfu.enter('Anna', 'owner');
    const b = await sfu.enter('Boris');
    await a.produce('microphone');
    await b.hears(a.id, 'microphone');
    const lost = [a, b].map(({ session }) => session.next(mediaLost));
    process.kill(workerPid(), 'SIGKILL');
    await Promise.all(lost);
    await goesOn(a, b);
    expect(sfu.sfu.pool.deaths).toEqual({ ended: 1, hung: 0 });
  });

  test('MEDIA-17 when the worker hangs, what waits for it is refused, and they hear each other by the next', async () => {
    const a = await sfu.enter('Anna', 'owner');
    const b = await sfu.enter('Boris');
    await a.produce('microphone');
    await b.hears(a.id, 'microphone');
    const pid = workerPid();
    const lost = [a, b].map(({ session }) => session.next(mediaLost));
    process.kill(pid, 'SIGSTOP');
    const transportId = present(a.session.admission).transports.send.id;
    const waiting = [
      a.session.ask(mediaRestartIce, { transportId }),
      b.produce('microphone'),
      sfu.enter('Vera'),
    ];
    expect(await Promise.all(waiting.map(refusal))).toEqual(waiting.map(() => 'media_unavailable'));
    await Promise.all(lost);
    await goesOn(a, b);
    expect(sfu.sfu.pool.deaths).toEqual({ ended: 0, hung: 1 });
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  test('MEDIA-8 whatever ends, nothing is left over at the worker', async () => {
    const nothing = { routers: 0, transports: 0, producers: 0, consumers: 0, observers: 0 };
    const a = await sfu.enter('Anna', 'owner');
    const others = [
      await sfu.enter('Boris'),
      await sfu.enter('Vera'),
      await sfu.enter('Gleb', 'guest'),
    ];
    for (const one of [a, ...others]) {
      await one.produce('microphone');
      await one.produce('camera');
    }
    const full = { routers: 1, transports: 8, producers: 8, consumers: 24, observers: 2 };
    await expect.poll(() => sfu.atWorkers()).toEqual(full);
    expect(sfu.sfu.counts).toEqual({ transports: 8, producers: 8, consumers: 24 });

    const [b, c, d] = others.map(present);
    // A source ends.
    const producerId = present(a.sending.get('camera')).producer.id as never;
    await a.session.ask(mediaStop, { producerId });
    expect(await sfu.atWorkers()).toMatchObject({ producers: 7, consumers: 21 });
    // Somebody leaves.
    await present(b).session.ask(callLeave, { roomId: roomId() });
    expect(await sfu.atWorkers()).toMatchObject({ transports: 6, producers: 5, consumers: 10 });
    // Somebody is removed.
    await a.session.ask(callRemove, { roomId: roomId(), participantId: present(d).id });
    expect(await sfu.atWorkers()).toMatchObject({ transports: 4, producers: 3, consumers: 3 });
    // The call ends.
    await a.session.ask(callEnd, { roomId: roomId() });
    expect(await sfu.atWorkers()).toEqual(nothing);
    expect(sfu.sfu.counts).toEqual({ transports: 0, producers: 0, consumers: 0 });
    // And everybody who comes back begins anew.
    await present(c).join();
    expect(await sfu.atWorkers()).toMatchObject({ routers: 1, transports: 2 });
  });

  test('MEDIA-8 a line that is lost while joining leaves nothing at the worker', async () => {
    const a = await sfu.enter('Anna', 'owner');
    const session = sfu.house.somebody('Late', 'participant').connect();
    const joining = refusal(session.join());
    session.close();
    expect(await joining).toBe('unavailable');
    expect(await sfu.atWorkers()).toMatchObject({ transports: 2 });
    await a.session.ask(callLeave, { roomId: roomId() });
    expect(await sfu.atWorkers()).toMatchObject({ routers: 0, transports: 0 });
  });
});

test('NET-7 clients are offered UDP and TCP under every announced address, UDP first', async () => {
  const announced = ['203.0.113.5', '198.51.100.9'];
  const sfu = await SfuHouse.open({ announced });
  try {
    const a = await sfu.enter('Anna', 'owner');
    const offered = a.session.admission?.transports.send.iceCandidates ?? [];
    for (const address of announced) {
      const here = offered.filter((candidate) => candidate.address === address);
      expect(new Set(here.map(({ protocol }) => protocol))).toEqual(new Set(['udp', 'tcp']));
    }
    const lowestUdp = Math.min(
      ...offered.filter((c) => c.protocol === 'udp').map((c) => c.priority),
    );
    expect(offered.every((c) => c.protocol === 'udp' || c.priority < lowestUdp)).toBe(true);
    expect(new Set(offered.map((c) => c.priority)).size).toBe(offered.length);
  } finally {
    await sfu.close();
  }
});
