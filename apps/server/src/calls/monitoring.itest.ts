/** What who leads a call sees of everybody inside, over the real gateway behind a proxy. */
import { callDevices, callStatistics, type DeviceLabels } from '@converge/protocol/realtime/call';
import { callBan, callEnd } from '@converge/protocol/realtime/moderation';
import type { CallReportsAnswer } from '@converge/protocol/rest/calls';
import type { Room } from '@converge/protocol/rest/rooms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Live } from '../../test/live.ts';
import { createTestServer, type TestServer } from '../../test/server.ts';
import {
  call,
  enterCall,
  goLive,
  join,
  joinAsGuest,
  makeRoom,
  register,
  type Somebody,
} from '../../test/world.ts';
import { createLog } from '../platform/log.ts';

let server: TestServer;
let teacher: Somebody;
let written = '';

beforeAll(async () => {
  const log = createLog('debug', { write: (line) => (written += line) });
  server = await createTestServer({ env: { TRUST_PROXY: '127.0.0.1' }, log });
  teacher = await register(server, 'Tess');
});
afterAll(() => server.close());

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const headset: DeviceLabels = { microphone: 'Unmistakable Headset', camera: null, speaker: null };

async function lesson() {
  const room = await makeRoom(teacher);
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  const t = await goLive(server, teacher);
  const g = await goLive(server, guest, room, {
    'user-agent': firefox,
    // What a client claims of itself stands before what the proxy saw.
    'x-forwarded-for': '198.51.100.9, 203.0.113.7',
  });
  const { participantId: pupilId } = await enterCall(g, room);
  await enterCall(t, room);
  const seen = async () => {
    const { participants } = await t.ask(callStatistics, { roomId: room.id });
    return participants.find(({ participantId }) => participantId === pupilId);
  };
  return { room, t, g, guest, seen };
}

test('MON-1 MON-2 MON-5 who leads sees address, browser and system as they are, and nothing of it is written down', async () => {
  const { room, t, g, seen } = await lesson();
  await g.ask(callDevices, { roomId: room.id, devices: headset });
  expect(await seen()).toMatchObject({
    address: '203.0.113.7',
    browser: 'Firefox',
    system: 'Linux',
    devices: headset,
  });
  const { participants } = await t.ask(callStatistics, { roomId: room.id });
  expect(participants.map(({ address }) => address)).toContain('127.0.0.1');
  await t.ask(callEnd, { roomId: room.id });
  t.close();
  g.close();
  const query = "select people::text from call_reports where state = 'over'";
  const reports = async () => (await server.database.pool.query(query)).rows;
  await expect.poll(async () => (await reports()).length).toBe(1);
  const kept = JSON.stringify(await reports()) + written;
  expect(kept).not.toMatch(/203\.0\.113\.7|Firefox|Unmistakable/);
});

test('MON-2 an address that IPv6 wraps is told as it is written, and a header from who isn’t trusted is not believed', async () => {
  const own = await createTestServer();
  try {
    const olga = await register(own, 'Olga');
    const room = await makeRoom(olga);
    const live = await goLive(own, olga, undefined, { 'x-forwarded-for': '198.51.100.9' });
    await enterCall(live, room);
    const { participants } = await live.ask(callStatistics, { roomId: room.id });
    expect(participants).toMatchObject([{ address: '127.0.0.1', browser: 'other' }]);
    live.close();
  } finally {
    await own.close();
  }
});

test('MON-4 devices are what was told last; taken back they are gone', async () => {
  const { room, t, g, seen } = await lesson();
  expect((await seen())?.devices).toBeNull();
  await g.ask(callDevices, { roomId: room.id, devices: headset });
  expect((await seen())?.devices).toEqual(headset);
  for (const devices of [
    { ...headset, camera: 'x'.repeat(201) },
    { microphone: 'only one' },
    [headset],
    'Headset',
  ]) {
    expect(await g.raw(callDevices.name, { roomId: room.id, devices })).toMatchObject({
      ok: false,
      error: { code: 'bad_request' },
    });
  }
  await g.ask(callDevices, { roomId: room.id, devices: null });
  expect((await seen())?.devices).toBeNull();
  t.close();
  g.close();
});

test('MON-1 a hostile client that doesn’t lead learns nothing of others, whatever it sends', async () => {
  const { room, t, g, guest } = await lesson();
  const member = await register(server, 'Mila');
  await join(member.browser, room.code);
  const m = await goLive(server, member);
  await enterCall(m, room);
  const outside = await goLive(server, await register(server, 'Eva'));
  const other = await makeRoom(teacher);
  const asked: readonly (readonly [Live, object, string])[] = [
    [g, { roomId: room.id }, 'forbidden'],
    [g, { roomId: room.id, as: teacher.id, role: 'owner', participantId: 'all' }, 'forbidden'],
    [m, { roomId: room.id }, 'forbidden'],
    [m, { roomId: other.id }, 'not_in_call'],
    [outside, { roomId: room.id }, 'not_in_call'],
    [g, { roomId: [room.id] }, 'bad_request'],
  ];
  for (const [live, input, code] of asked) {
    expect(await live.raw(callStatistics.name, input)).toMatchObject({
      ok: false,
      error: { code },
    });
  }
  // Nobody's devices can be told by somebody else.
  await g.raw(callDevices.name, { roomId: room.id, participantId: m.me.id, devices: headset });
  const { participants } = await t.ask(callStatistics, { roomId: room.id });
  expect(participants.filter(({ devices }) => devices !== null)).toHaveLength(1);
  for (const { browser } of [guest, member]) {
    await expect(
      call<CallReportsAnswer>(browser, 'GET', `/rooms/${room.id}/calls`),
    ).rejects.toThrow();
  }
  for (const live of [t, g, m, outside]) live.close();
});

/** All that the database holds, as text. */
async function everythingKept(): Promise<string> {
  const { pool } = server.database;
  const tables = await pool.query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`,
  );
  const rows = await Promise.all(
    tables.rows.map(({ name }) => pool.query(`select one::text from ${name} one`)),
  );
  return JSON.stringify(rows.map((table) => table.rows));
}

test('MON-8 MON-5 MOD-9 of a guest’s network a digest is kept, of each room another, and a ban holds by it', async () => {
  const from = { 'x-forwarded-for': '203.0.113.77' };
  const knock = (room: Room, browser = server.browser()) =>
    browser.send<{ me?: { id: string }; error?: { code: string } }>(
      'POST',
      `/api/v1/join/${room.code}`,
      { name: 'Gleb' },
      from,
    );
  const [room, other] = [await makeRoom(teacher), await makeRoom(teacher)];
  const browser = server.browser();
  for (const one of [room, other]) expect((await knock(one, browser)).status).toBe(200);
  const marks = await server.database.pool.query<{ network: string }>(
    'select network from guests where room_id = any($1)',
    [[room.id, other.id]],
  );
  expect(new Set(marks.rows.map(({ network }) => network)).size).toBe(2);

  const t = await goLive(server, teacher);
  await enterCall(t, room);
  const g = await goLive(server, { browser, id: '', name: 'Gleb' }, room, from);
  const { participantId } = await enterCall(g, room);
  await t.ask(callBan, { roomId: room.id, participantId, address: true });
  await g.gone;
  expect((await knock(room)).body.error?.code).toBe('removed');
  expect((await knock(other)).status).toBe(200);
  expect(await everythingKept()).not.toContain('203.0.113.77');

  // As an older version stored it.
  await server.database.pool.query(
    `update room_bans set networks = '{203.0.113.77,2001:db8:1:2::/64}' where room_id = $1`,
    [room.id],
  );
  await server.rooms.recover();
  expect((await knock(room)).body.error?.code).toBe('removed');
  expect(await everythingKept()).not.toMatch(/203\.0\.113\.77|2001:db8/);
  t.close();
});
