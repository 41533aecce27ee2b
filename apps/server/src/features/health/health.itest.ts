/** Health over the real interfaces: a call, its reports, and what an admin and others see of them. */
import { callJoin, callLeave, callQuality } from '@converge/protocol/realtime/call';
import type { HealthAnswer, LiveAnswer } from '@converge/protocol/rest/health';
import type { JoinCard } from '@converge/protocol/rest/join';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type TestServer } from '../../../test/server.ts';
import {
  call,
  goLive,
  joinAsGuest,
  makeRoom,
  refusal,
  register,
  type Somebody,
} from '../../../test/world.ts';

let server: TestServer;
let admin: Somebody;
beforeAll(async () => {
  server = await createTestServer();
  admin = await register(server, 'Ada');
});
afterAll(() => server.close());

const metrics = async () => (await fetch(`${server.baseUrl}/metrics`)).text();

test('METRIC-1 METRIC-3 METRIC-5 what clients report is counted, by families and without names', async () => {
  const room = await makeRoom(admin, { name: 'Secret physics' });
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  const live = await goLive(server, guest, room);
  const { media } = await call<JoinCard>(server.browser(), 'GET', `/join/${room.code}`);
  await live.ask(callJoin, { roomId: room.id, rtpCapabilities: media });
  const report = {
    sent: { bitrate: 100_000, loss: 0.02, jitter: 5 },
    received: { bitrate: 900_000, loss: 0, jitter: 5 },
    roundTrip: 30,
    limited: null,
    broken: false,
    route: { to: 'sfu', protocol: 'udp', relay: 'tls' },
  } as const;
  const arrival = { admitted: 420, connected: 700, firstPicture: null };
  await live.ask(callQuality, { roomId: room.id, report, arrival });
  // Once: what is said again doesn't count.
  await live.ask(callQuality, { roomId: room.id, report, arrival });

  const { rooms } = await call<LiveAnswer>(admin.browser, 'GET', '/admin/live');
  expect(rooms).toMatchObject([{ id: room.id, name: 'Secret physics', live: { count: 1 } }]);
  await server.health.sample();
  const { series, counts, storage } = await call<HealthAnswer>(
    admin.browser,
    'GET',
    '/admin/health?span=hour',
  );
  // The server looks by itself, too, every ten seconds: before this look, if it took so long.
  expect([series.calls.at(-1), series.people.at(-1)]).toEqual([1, 1]);
  expect(series.joinsFine.reduce((sum: number, joins) => sum + (joins ?? 0), 0)).toBe(1);
  expect(series.roundTrip.filter((measured) => measured !== null)).toEqual([30]);
  expect(series.workers.at(-1)).toBeGreaterThanOrEqual(0);
  expect(series.memory.at(-1)).toBeGreaterThan(1e6);
  expect(storage?.free).toBeGreaterThan(0);
  expect(counts.routes).toEqual([{ name: 'relay.tls', count: 1 }]);

  await live.ask(callLeave, { roomId: room.id });
  const text = await metrics();
  expect(text).toContain('converge_call_joins_total{outcome="ok"} 1');
  expect(text).toContain('converge_call_routes_total{to="sfu",protocol="udp",relay="tls"} 1');
  expect(text).toContain('converge_call_join_seconds_count 1');
  expect(text).toContain('converge_call_loss_ratio_count{direction="sent",to="sfu"} 2');
  expect(text).toContain('converge_call_duration_seconds_count 1');
  expect(text).toMatch(
    /converge_call_clients_total\{browser="[\w ]+",system="[\w ]+",device="computer"\} 1/,
  );
  for (const secret of ['Gleb', 'Ada', 'Secret', room.id, room.code]) {
    expect(text).not.toContain(secret);
  }
  live.close();
});

test('METRIC-1 who is refused at the door of a call is counted by the code', async () => {
  const room = await makeRoom(admin);
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  const live = await goLive(server, guest, room);
  await call(admin.browser, 'POST', `/rooms/${room.id}/archive`);
  const join = { roomId: room.id, rtpCapabilities: { codecs: [], headerExtensions: [] } };
  await expect(live.ask(callJoin, join)).rejects.toThrow('room_archived');
  expect(await metrics()).toContain('converge_call_joins_total{outcome="room_archived"} 1');
  live.close();
});

test('METRIC-5 nobody but an admin sees how the space does', async () => {
  const member = await register(server, 'Mia');
  for (const path of ['/admin/health?span=hour', '/admin/live']) {
    expect(await refusal(member.browser, 'GET', path)).toBe('forbidden');
    expect(await refusal(server.browser(), 'GET', path)).toBe('not_signed_in');
  }
});
