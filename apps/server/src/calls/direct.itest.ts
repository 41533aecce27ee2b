/** Two who speak directly, in the whole server: over the gateway, and at the media worker. */
import { callChanged, callJoin } from '@converge/protocol/realtime/call';
import {
  type Direct,
  directReceived,
  directSignal,
  directSignalled,
  directWish,
} from '@converge/protocol/realtime/direct';
import { mediaLayersWanted } from '@converge/protocol/realtime/media';
import type { JoinCard } from '@converge/protocol/rest/join';
import type { Room } from '@converge/protocol/rest/rooms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestSession } from '../../test/call-house.ts';
import type { Live } from '../../test/live.ts';
import { createTestServer, type TestServer } from '../../test/server.ts';
import { present, SfuHouse } from '../../test/sfu-house.ts';
import { call, goLive, joinAsGuest, makeRoom, register, type Somebody } from '../../test/world.ts';

const description = { type: 'description', kind: 'offer', sdp: 'v=0\r\n' } as const;

describe('P2P-3 signals over the gateway', () => {
  let server: TestServer;
  let owner: Somebody;

  beforeAll(async () => {
    // The real limits: one of the tests reaches them.
    server = await createTestServer({ env: { RATE_LIMIT_FACTOR: '1' } });
    owner = await register(server, 'Tess');
  });
  afterAll(() => server.close());

  async function enter(live: Live, room: Room, direct = true) {
    const { media } = await call<JoinCard>(server.browser(), 'GET', `/join/${room.code}`);
    return live.ask(callJoin, { roomId: room.id, rtpCapabilities: media, direct });
  }

  async function two() {
    const room = await makeRoom(owner);
    const guest = await joinAsGuest(server, room.code, 'Gleb');
    const [a, b] = [await goLive(server, owner), await goLive(server, guest, room)];
    const begins = a.next(callChanged, ({ change }) => change.type === 'direct');
    await enter(a, room);
    await enter(b, room);
    const { change } = await begins;
    const direct = change.type === 'direct' ? change.direct : null;
    return { room, a, b, direct: present(direct) };
  }

  const about = (room: Room, { id }: Direct) => ({ roomId: room.id, id });

  test('P2P-3 reach the other one and nobody else, and end with the direct way', async () => {
    const { room, a, b, direct } = await two();
    const elsewhere = await two();
    const heard = [elsewhere.a, elsewhere.b, a].map((live) => live.collect(directSignalled));
    const arrives = b.next(directSignalled);
    await a.ask(directSignal, { ...about(room, direct), signal: description });
    expect(await arrives).toEqual({ ...about(room, direct), signal: description });
    // Who isn't one of the two can't speak in between, by whatever name.
    for (const named of [about(room, direct), about(elsewhere.room, direct)]) {
      const stranger = elsewhere.a.ask(directSignal, { ...named, signal: description });
      await expect(stranger).rejects.toThrow(/not_in_call|media_not_found/);
    }
    const third = await goLive(server, await joinAsGuest(server, room.code, 'Vera'), room);
    const thirdHears = third.collect(directSignalled);
    const over = b.next(callChanged, ({ change }) => change.type === 'direct');
    await enter(third, room);
    expect((await over).change).toMatchObject({ direct: null, because: 'people' });
    for (const one of [a, b, third]) {
      const late = one.ask(directSignal, { ...about(room, direct), signal: description });
      await expect(late).rejects.toThrow('media_not_found');
    }
    expect([...heard, thirdHears].flat()).toEqual([]);
    for (const one of [a, b, third, elsewhere.a, elsewhere.b]) one.close();
  });

  test('P2P-3 of another shape or size are refused, and reach nobody', async () => {
    const { room, a, b, direct } = await two();
    const heard = b.collect(directSignalled);
    const candidate = { type: 'candidate', candidate: '', mid: null, line: null, ufrag: null };
    const tile = { participantId: direct.between[0], source: 'camera', width: 10, height: 10 };
    for (const signal of [
      null,
      'v=0',
      { type: 'unknown' },
      { ...description, kind: 'rollback' },
      { ...description, sdp: 'something else' },
      { ...description, sdp: `v=0\r\n${'x'.repeat(32 * 1024)}` },
      { ...candidate, candidate: 'x'.repeat(1_025) },
      { ...candidate, line: -1 },
      { ...candidate, ufrag: 7 },
      { type: 'view', tiles: Array.from({ length: 9 }, () => tile) },
      { type: 'view', tiles: [{ ...tile, width: 0 }] },
    ]) {
      const answer = await a.raw(directSignal.name, { ...about(room, direct), signal });
      expect(answer).toMatchObject({ ok: false, error: { code: 'bad_request' } });
    }
    expect(heard).toEqual([]);
    for (const one of [a, b]) one.close();
  });

  test('P2P-3 SEC-4 too many are put off, and the other one still can', async () => {
    const { room, a, b, direct } = await two();
    const heard = b.collect(directSignalled);
    const signal = { type: 'view' as const, tiles: [] };
    const answers = await Promise.all(
      Array.from({ length: 200 }, () =>
        a.raw(directSignal.name, { ...about(room, direct), signal }),
      ),
    );
    const refused = answers.filter(({ ok }) => !ok);
    expect(refused.length).toBeGreaterThan(50);
    expect(refused[0]).toMatchObject({ error: { code: 'rate_limited' } });
    await b.ask(directSignal, { ...about(room, direct), signal });
    // The answer came behind all that was sent on the same line.
    expect(heard).toHaveLength(200 - refused.length);
    for (const one of [a, b]) one.close();
  });
});

describe('P2P-8 at the media worker', () => {
  let sfu: SfuHouse;

  beforeAll(async () => {
    sfu = await SfuHouse.open();
  });
  afterAll(() => sfu.close());

  async function begins(session: TestSession): Promise<Direct> {
    for (;;) {
      const { change } = await session.next(callChanged);
      if (change.type === 'direct' && change.direct) return change.direct;
    }
  }

  test('P2P-8 what arrives directly isn’t sent nor encoded, and flows again by itself', async () => {
    const a = await sfu.enter('Anna', 'owner');
    const b = await sfu.enter('Boris');
    await a.produce('microphone');
    await a.produce('camera');
    const voice = await b.receives(a.id, 'microphone');
    const picture = await b.receives(a.id, 'camera');
    await b.hears(a.id, 'camera');
    const { roomId } = sfu.house;
    const beginning = begins(a.session);
    for (const { session } of [a, b]) await session.ask(directWish, { roomId, willing: true });
    const { id } = await beginning;

    const unwanted = a.session.next(mediaLayersWanted);
    await b.session.ask(directReceived, { roomId, id, sources: ['microphone', 'camera'] });
    expect(await b.hearsAfterAll(voice, a, 'microphone')).toBe(0);
    expect(await b.hearsAfterAll(picture, a, 'camera')).toBe(0);
    expect((await unwanted).maxSpatial).toBe(null);

    const wanted = a.session.next(mediaLayersWanted);
    await b.session.ask(directWish, { roomId, willing: false });
    await b.hears(a.id, 'microphone');
    await b.hears(a.id, 'camera');
    expect((await wanted).maxSpatial).toBe(0);
    // The same streams: nothing had to be opened anew.
    expect(b.received(a.id, 'microphone')).toBe(voice);
    expect(b.received(a.id, 'camera')).toBe(picture);
  });
});
