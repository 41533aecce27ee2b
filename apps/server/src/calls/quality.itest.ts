/** Reports of quality over the real gateway, with the limits of every day and media that flows. */
import type { QualityReport } from '@converge/protocol/quality';
import {
  callChanged,
  callJoin,
  callQuality,
  callStatistics,
} from '@converge/protocol/realtime/call';
import { callEnd } from '@converge/protocol/realtime/moderation';
import type { CallReportsAnswer } from '@converge/protocol/rest/calls';
import type { JoinCard } from '@converge/protocol/rest/join';
import type { Room } from '@converge/protocol/rest/rooms';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '../../test/browser.ts';
import type { Live } from '../../test/live.ts';
import { createTestServer, type TestServer } from '../../test/server.ts';
import { present, SfuHouse } from '../../test/sfu-house.ts';
import {
  admitted,
  call,
  goLive,
  joinAsGuest,
  makeRoom,
  register,
  type Somebody,
} from '../../test/world.ts';

let server: TestServer;
let teacher: Somebody;

beforeAll(async () => {
  server = await createTestServer({ env: { RATE_LIMIT_FACTOR: '1' } });
  teacher = await register(server, 'Tess');
});
afterAll(() => server.close());

const report = (loss: number): QualityReport => ({
  sent: { bitrate: 100_000, loss, jitter: 5 },
  received: { bitrate: 100_000, loss: 0, jitter: 5 },
  roundTrip: 30,
  limited: null,
  broken: false,
  route: { to: 'sfu', protocol: 'udp', relay: null },
});

async function lesson() {
  const room = await makeRoom(teacher);
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  const t = await goLive(server, teacher);
  const g = await goLive(server, guest, room);
  const pupil = await enter(g, room);
  return { room, t, g, pupilId: pupil.participantId, teacherSeat: await enter(t, room) };
}

async function enter(live: Live, room: Room) {
  const { media } = await call<JoinCard>(server.browser(), 'GET', `/join/${room.code}`);
  return admitted(await live.ask(callJoin, { roomId: room.id, rtpCapabilities: media }));
}

const changeOf = (live: Live, level: string) =>
  live.next(
    callChanged,
    ({ change }) => change.type === 'quality' && change.participants[0]?.[1].level === level,
  );

test('QUAL-3 QUAL-6 a report reaches the others as a level, and who leads the room as numbers', async () => {
  const { room, t, g, pupilId } = await lesson();
  const poor = changeOf(t, 'poor');
  await g.ask(callQuality, { roomId: room.id, report: report(0.2) });
  expect(await poor).toMatchObject({
    change: { participants: [[pupilId, { level: 'poor', reason: 'sending' }]] },
  });
  const { participants } = await t.ask(callStatistics, { roomId: room.id });
  expect(
    participants.find(({ participantId }) => participantId === pupilId)?.latest?.report,
  ).toEqual(report(0.2));
  await expect(g.ask(callStatistics, { roomId: room.id })).rejects.toThrow('forbidden');
  t.close();
  g.close();
});

test('QUAL-5 hostile reports are refused, change nothing, and the call goes on', async () => {
  const { room, t, g, pupilId } = await lesson();
  const heard = t.collect(callChanged);
  const good = report(0);
  const nonsense: unknown[] = [
    { ...good, sent: { ...good.sent, bitrate: 1e300 } },
    { ...good, sent: { ...good.sent, loss: 7 } },
    { ...good, roundTrip: '5' },
    { ...good, route: { to: 'sfu', protocol: 'udp', relay: 'x'.repeat(50_000) } },
    { __proto__: { broken: true } },
    Array.from({ length: 100 }, () => good),
    null,
  ];
  for (const one of nonsense) {
    expect(await g.raw(callQuality.name, { roomId: room.id, report: one })).toMatchObject({
      ok: false,
      error: { code: 'bad_request' },
    });
  }
  // Somebody else's name in it is an unknown field.
  expect(
    await g.raw(callQuality.name, {
      roomId: room.id,
      participantId: 'somebody else',
      report: { ...good, level: 'lost', since: 0 },
    }),
  ).toEqual({ ok: true, data: {} });
  const { participants } = await t.ask(callStatistics, { roomId: room.id });
  expect(
    participants.find(({ participantId }) => participantId === pupilId)?.latest?.report,
  ).toEqual(good);
  expect(heard).toEqual([]);
  t.close();
  g.close();
});

test('QUAL-5 RT-7 who reports without pause is put off; others report, and their own call goes on', async () => {
  const { room, t, g } = await lesson();
  const heard = t.collect(callChanged);
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, i) =>
      g.raw(callQuality.name, { roomId: room.id, report: report(i % 2 === 0 ? 0.5 : 0) }),
    ),
  );
  const limited = answers.filter((one) => !one.ok && one.error.code === 'rate_limited');
  expect(limited.length).toBeGreaterThanOrEqual(48);
  await expect(t.ask(callQuality, { roomId: room.id, report: report(0) })).resolves.toEqual({});
  // The requests of the call draw from another bucket.
  await expect(enter(g, room)).resolves.toMatchObject({ state: 'admitted' });
  expect(heard.filter(({ change }) => change.type === 'quality').length).toBeLessThanOrEqual(1);
  t.close();
  g.close();
});

test('QUAL-9 what stays of a call is for who leads the room, and goes with the room', async () => {
  const { room, t, g, teacherSeat } = await lesson();
  const poor = changeOf(t, 'poor');
  await g.ask(callQuality, { roomId: room.id, report: report(0.2) });
  await poor;
  const reports = (browser: Browser) =>
    call<CallReportsAnswer>(browser, 'GET', `/rooms/${room.id}/calls`);
  expect((await reports(teacher.browser)).calls).toEqual([]);
  await t.ask(callEnd, { roomId: room.id });
  await expect.poll(async () => (await reports(teacher.browser)).calls.length).toBe(1);
  const [kept] = (await reports(teacher.browser)).calls;
  expect(kept).toMatchObject({
    startedAt: teacherSeat.call.startedAt,
    people: [
      { name: 'Gleb', kind: 'guest', reconnects: 0, routes: [report(0.2).route] },
      { name: 'Tess', kind: 'user', routes: [] },
    ],
  });
  const stranger = await register(server, 'Eva');
  await expect(reports(stranger.browser)).rejects.toThrow();
  await expect(reports(server.browser())).rejects.toThrow();
  await call(teacher.browser, 'DELETE', `/rooms/${room.id}`);
  await expect(reports(teacher.browser)).rejects.toThrow();
  t.close();
  g.close();
});

test('QUAL-9 an orderly stop keeps what stays of a call that was going on', async () => {
  const own = await createTestServer();
  try {
    const owner = await register(own, 'Olga');
    const room = await makeRoom(owner);
    const live = await goLive(own, owner);
    const { media } = await call<JoinCard>(own.browser(), 'GET', `/join/${room.code}`);
    await live.ask(callJoin, { roomId: room.id, rtpCapabilities: media });
    await own.shutdown.run();
    const database = new pg.Client(own.databaseUrl);
    await database.connect();
    const { rows } = await database.query('select people from call_reports');
    await database.end();
    expect(rows).toMatchObject([{ people: [{ name: 'Olga' }] }]);
  } finally {
    await own.close();
  }
});

test('QUAL-4 the worker itself notices media paths that are gone, though the line stands', async () => {
  const sfu = await SfuHouse.open();
  try {
    const anna = await sfu.enter('Anna', 'owner');
    const boris = await sfu.enter('Boris');
    await boris.produce('microphone');
    await anna.hears(boris.id, 'microphone');
    const lost = new Promise<void>((resolve) => {
      anna.session.on(callChanged, ({ change }) => {
        if (change.type !== 'quality') return;
        const [id, quality] = present(change.participants[0]);
        if (id === boris.id && quality.level === 'lost') resolve();
      });
    });
    boris.closeMedia();
    await lost;
    expect(sfu.house.call?.shown(boris.id)).toMatchObject({ presence: 'here' });
    sfu.house.checkCopies();
  } finally {
    await sfu.close();
  }
});
