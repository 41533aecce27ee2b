/** Moderation in the whole server: what is stored, what survives, and a client that asks for everything. */
import type { RoomId } from '@converge/protocol/ids';
import { callOver } from '@converge/protocol/realtime/call';
import {
  lobbyAdmit,
  lobbyDecided,
  lobbyRefuse,
  lobbySay,
  lobbyWatch,
} from '@converge/protocol/realtime/lobby';
import {
  callAppoint,
  callBan,
  callEnd,
  callGrant,
  callHandOver,
  callLowerHands,
  callMute,
  callMuteAll,
  callPassFloor,
  callRemove,
  callStop,
} from '@converge/protocol/realtime/moderation';
import { roomOpen, roomRole } from '@converge/protocol/realtime/room';
import type { JoinCard } from '@converge/protocol/rest/join';
import type { AuditAnswer, BansAnswer } from '@converge/protocol/rest/moderation';
import type { Room } from '@converge/protocol/rest/rooms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectLive, type Live } from '../../../test/live.ts';
import { createTestServer, type TestServer } from '../../../test/server.ts';
import {
  call,
  enterCall,
  goLive,
  join,
  joinAsGuest,
  knock,
  makeRoom,
  refusal,
  register,
  type Somebody,
  say,
} from '../../../test/world.ts';

let server: TestServer;
let admin: Somebody;
let owner: Somebody;
let member: Somebody;

beforeAll(async () => {
  server = await createTestServer();
  admin = await register(server, 'Ada');
  owner = await register(server, 'Tess');
  member = await register(server, 'Mila');
  const makers = [owner.id, member.id];
  await server.database.pool.query(`update users set role = 'teacher' where id = any($1)`, [
    makers,
  ]);
});
afterAll(() => server.close());

const card = (who: Somebody, room: Room) =>
  call<JoinCard>(who.browser, 'GET', `/join/${room.code}`);
const audit = async (who: Somebody, roomId: RoomId) =>
  (await call<AuditAnswer>(who.browser, 'GET', `/rooms/${roomId}/audit`)).entries;
const bans = async (who: Somebody, roomId: RoomId) =>
  (await call<BansAnswer>(who.browser, 'GET', `/rooms/${roomId}/bans`)).bans;

/** Somebody inside the room's call. */
async function inside(who: Somebody, room: Room) {
  const live = await goLive(server, who, room);
  const { participantId } = await enterCall(live, room);
  return { live, participantId };
}

/** The same room in another server process on the same database. */
async function afterRestart<T>(task: (second: TestServer) => Promise<T>): Promise<T> {
  const second = await createTestServer({ env: { DATABASE_URL: server.databaseUrl } });
  try {
    return await task(second);
  } finally {
    await second.close();
  }
}

/** Everything a moderator may ask, aimed at somebody. */
const acts = (roomId: RoomId, participantId: Awaited<ReturnType<typeof inside>>['participantId']) =>
  [
    [callMute, { roomId, participantId }],
    [callMute, { roomId, participantId, mayUnmute: false }],
    [callStop, { roomId, participantId, source: 'camera' }],
    [callGrant, { roomId, participantId, capability: 'speak', allowed: true }],
    [callGrant, { roomId, participantId, capability: 'chat', allowed: false, forCall: true }],
    [callPassFloor, { roomId, participantId }],
    [callRemove, { roomId, participantId }],
    [callBan, { roomId, participantId, address: true }],
    [callAppoint, { roomId, participantId, role: 'moderator' }],
    [callAppoint, { roomId, participantId, role: 'participant' }],
    [callHandOver, { roomId, participantId }],
  ] as const;
const actsUponAll = (roomId: RoomId) =>
  [
    [callMuteAll, { roomId, mayUnmute: false }],
    [callLowerHands, { roomId }],
    [callPassFloor, { roomId }],
    [callEnd, { roomId }],
    [lobbyWatch, { roomId }],
    [lobbyAdmit, { roomId, personId: null }],
    [lobbyRefuse, { roomId, personId: null }],
    [lobbySay, { roomId, text: 'Come in' }],
  ] as const;

/** What a request is refused with. */
const refused = async (live: Live, name: string, input: unknown): Promise<string> => {
  const answer = await live.raw(name, input);
  return answer.ok ? 'not refused' : answer.error.code;
};

test('PERM-1 PERM-6 PERM-10 MOD-1 a hostile client asks for every act of moderation and gets none', async () => {
  const room = await makeRoom(owner, { access: 'open' });
  await join(member.browser, room.code);
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  const other = await joinAsGuest(server, room.code, 'Olga');
  const t = await inside(owner, room);
  const [m, g, o] = [
    await inside(member, room),
    await inside(guest, room),
    await inside(other, room),
  ];
  const outsider = await goLive(server, guest, room);
  const wrong: string[] = [];
  for (const hostile of [m, g]) {
    for (const target of [t, o, hostile]) {
      for (const [request, input] of acts(room.id, target.participantId)) {
        const code = await refused(hostile.live, request.name, input);
        if (code !== 'forbidden') wrong.push(`${request.name} ${JSON.stringify(input)}: ${code}`);
        const from = await refused(outsider, request.name, input);
        if (from !== 'not_in_call') wrong.push(`${request.name} from outside: ${from}`);
      }
    }
    for (const [request, input] of actsUponAll(room.id)) {
      const code = await refused(hostile.live, request.name, input);
      if (code !== 'forbidden') wrong.push(`${request.name}: ${code}`);
    }
  }
  for (const [method, path, body] of [
    ['PATCH', '', { policy: { speak: 'everyone' } }],
    ['PATCH', '', { door: 'locked' }],
    ['GET', '/bans', undefined],
    ['DELETE', `/bans/${room.id}`, undefined],
    ['GET', '/audit', undefined],
  ] as const) {
    const code = await refusal(member.browser, method, `/rooms/${room.id}${path}`, body);
    if (code !== 'forbidden') wrong.push(`${method} ${path}: ${code}`);
    expect(await refusal(guest.browser, method, `/rooms/${room.id}${path}`, body)).toBe(
      'not_signed_in',
    );
  }
  expect(wrong).toEqual([]);

  // A moderator does none of it to the owner, and makes nobody lead.
  await t.live.ask(callAppoint, {
    roomId: room.id,
    participantId: m.participantId,
    role: 'moderator',
  });
  for (const [request, input] of acts(room.id, t.participantId)) {
    expect(await refused(m.live, request.name, input), request.name).toBe('forbidden');
  }
  for (const request of [callAppoint, callHandOver]) {
    const input = { roomId: room.id, participantId: o.participantId, role: 'moderator' };
    expect(await refused(m.live, request.name, input)).toBe('forbidden');
  }
  expect((await audit(owner, room.id)).map(({ action }) => action)).toEqual(['appoint']);
  for (const { live } of [t, m, g, o]) live.close();
  outsider.close();
});

test('MOD-8 JOIN-6 a banned guest stays out by any window and after a restart, until the ban is lifted', async () => {
  const room = await makeRoom(owner);
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  const [t, g] = [await inside(owner, room), await inside(guest, room)];
  const over = g.live.next(callOver);
  await t.live.ask(callBan, { roomId: room.id, participantId: g.participantId });
  expect(await over).toMatchObject({ reason: 'removed' });
  await g.live.gone;
  await expect(goLive(server, guest, room)).rejects.toThrow('not_signed_in');
  expect(await refusal(guest.browser, 'POST', `/join/${room.code}`, { name: 'X' })).toBe('removed');
  const cookie = guest.browser.cookieHeader();
  await afterRestart(async ({ baseUrl }) => {
    await expect(connectLive(baseUrl, { cookie, room: room.id })).rejects.toThrow('not_signed_in');
  });

  const [ban] = await bans(owner, room.id);
  expect(ban).toMatchObject({ person: { name: 'Gleb' }, address: false, by: 'Tess' });
  await call(owner.browser, 'DELETE', `/rooms/${room.id}/bans/${ban?.id}`);
  expect(await bans(owner, room.id)).toEqual([]);
  const back = await inside(guest, room);
  t.live.close();
  back.live.close();
});

test('MOD-8 a banned account is out of call, room and conversation, with every device', async () => {
  const room = await makeRoom(owner, { access: 'open' });
  await join(member.browser, room.code);
  const [t, m] = [await inside(owner, room), await inside(member, room)];
  const second = await goLive(server, member);
  await second.ask(roomOpen, { roomId: room.id });
  const over = m.live.next(callOver);
  await t.live.ask(callBan, { roomId: room.id, participantId: m.participantId });
  await over;
  for (const live of [m.live, second]) {
    await expect(knock(live, room)).rejects.toThrow('removed');
    await expect(live.ask(roomOpen, { roomId: room.id })).rejects.toThrow('removed');
    await expect(say(live, room, 'Hello')).rejects.toThrow('removed');
  }
  expect(await refusal(member.browser, 'POST', `/join/${room.code}`, {})).toBe('removed');
  for (const live of [t.live, m.live, second]) live.close();
});

test('MOD-9 MOD-13 from a banned network no guest comes, with an old key or a new one, until it is lifted; accounts do', async () => {
  const room = await makeRoom(owner, { access: 'open' });
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  const spare = await joinAsGuest(server, room.code, 'Also Gleb');
  const [t, g] = [await inside(owner, room), await inside(guest, room)];
  const s = await inside(spare, room);
  await t.live.ask(callBan, { roomId: room.id, participantId: g.participantId, address: true });
  await s.live.gone;
  await expect(goLive(server, spare, room)).rejects.toThrow('not_signed_in');
  expect(await refusal(server.browser(), 'POST', `/join/${room.code}`, { name: 'New' })).toBe(
    'removed',
  );
  await join(member.browser, room.code);
  const m = await inside(member, room);
  const [ban] = await bans(owner, room.id);
  expect(ban?.address).toBe(true);
  await call(owner.browser, 'DELETE', `/rooms/${room.id}/bans/${ban?.id}`);
  await joinAsGuest(server, room.code, 'New');
  // Nobody is left out whom no list shows: their keys open the call that runs.
  for (const one of [guest, spare]) (await inside(one, room)).live.close();
  t.live.close();
  m.live.close();
});

test('MOD-9 a key from elsewhere opens nothing from a banned network, neither a line nor files, and everything elsewhere', async () => {
  const behind = await createTestServer({ env: { TRUST_PROXY: '1' } });
  try {
    const host = await register(behind, 'Tess');
    const room = await makeRoom(host, { access: 'open' });
    const [wifi, phone] = ['203.0.113.77', '198.51.100.9'].map((from) => ({
      'x-forwarded-for': from,
    }));
    const come = async (name: string, from = phone) => {
      const browser = behind.browser();
      await browser.send('POST', `/api/v1/join/${room.code}`, { name }, from);
      return { browser, id: '', name };
    };
    const [gleb, olga, zoya] = [await come('Gleb', wifi), await come('Olga'), await come('Zoya')];
    const files = async ({ browser }: Somebody, from = phone) =>
      (await browser.send('GET', `/api/v1/rooms/${room.id}/files`, undefined, from)).status;
    const t = await goLive(behind, host);
    await enterCall(t, room);
    const g = await goLive(behind, gleb, room, wifi);
    const { participantId } = await enterCall(g, room);
    // She came by her telephone, and is here by the Wi-Fi.
    const o = await goLive(behind, olga, room, wifi);
    await enterCall(o, room);
    expect(await files(zoya, wifi)).toBe(200);
    await t.ask(callBan, { roomId: room.id, participantId, address: true });
    await Promise.all([g.gone, o.gone]);
    await expect(goLive(behind, zoya, room, wifi)).rejects.toThrow('not_signed_in');
    expect(await files(zoya, wifi)).toBe(401);
    expect(await files(zoya)).toBe(200);
    // A key that is dead shuts out of nothing that strangers see.
    const looks = async ({ browser }: Pick<Somebody, 'browser'>) =>
      (await browser.send('GET', `/api/v1/rooms/${room.id}`, undefined, wifi)).status;
    const [key, deadKey, noKey] = [zoya, olga, { browser: behind.browser() }];
    const statuses = [await looks(key), await looks(deadKey), await looks(noKey)];
    expect(statuses).toEqual([401, 200, 200]);
    (await goLive(behind, zoya, room, phone)).close();
    await expect(goLive(behind, olga, room, phone)).rejects.toThrow('not_signed_in');
    const [ban] = await bans(host, room.id);
    await call(host.browser, 'DELETE', `/rooms/${room.id}/bans/${ban?.id}`);
    for (const one of [olga, zoya]) {
      const live = await goLive(behind, one, room, wifi);
      await enterCall(live, room);
      live.close();
    }
    t.close();
  } finally {
    await behind.close();
  }
});

test('MOD-9 who comes from a network while its ban is stored is out as well', async () => {
  const room = await makeRoom(owner, { access: 'open' });
  const gleb = await joinAsGuest(server, room.code, 'Gleb');
  const zoya = await joinAsGuest(server, room.code, 'Zoya');
  const { pool } = server.database;
  // Her key is from elsewhere.
  await pool.query(`update guests set network = 'elsewhere' where id = $1`, [zoya.id]);
  const blocker = await pool.connect();
  try {
    await blocker.query('begin');
    await blocker.query('lock table audit_entries in exclusive mode');
    const path = `/rooms/${room.id}/people/${gleb.id}/ban`;
    const banned = call(owner.browser, 'POST', path, { address: true });
    const waits = `select 1 from pg_locks where not granted and relation = 'audit_entries'::regclass
      and database = (select oid from pg_database where datname = current_database())`;
    await expect.poll(async () => (await pool.query(waits)).rowCount).toBe(1);
    const z = await goLive(server, zoya, room);
    await blocker.query('commit');
    await banned;
    await z.gone;
  } finally {
    blocker.release(true);
  }
  await expect(goLive(server, zoya, room)).rejects.toThrow('not_signed_in');
  const [ban] = await bans(owner, room.id);
  await call(owner.browser, 'DELETE', `/rooms/${room.id}/bans/${ban?.id}`);
  (await goLive(server, zoya, room)).close();
});

test('MOD-13 a lifted ban of a network leaves out whom another ban keeps out', async () => {
  const room = await makeRoom(owner, { access: 'open' });
  const gleb = await joinAsGuest(server, room.code, 'Gleb');
  const olga = await joinAsGuest(server, room.code, 'Olga');
  const zoya = await joinAsGuest(server, room.code, 'Zoya');
  const [t, g, o] = [await inside(owner, room), await inside(gleb, room), await inside(olga, room)];
  await t.live.ask(callBan, { roomId: room.id, participantId: o.participantId });
  await t.live.ask(callBan, { roomId: room.id, participantId: g.participantId, address: true });
  const ban = (await bans(owner, room.id)).find(({ address }) => address);
  await call(owner.browser, 'DELETE', `/rooms/${room.id}/bans/${ban?.id}`);
  expect(await refusal(olga.browser, 'POST', `/join/${room.code}`, {})).toBe('removed');
  for (const one of [gleb, zoya]) (await inside(one, room)).live.close();
  t.live.close();
});

test('MOD-10 ROOM-6 PERM-10 who comes first doesn’t lead; who is handed the room does, on all devices', async () => {
  const room = await makeRoom(owner, { access: 'open' });
  await join(member.browser, room.code);
  const m = await inside(member, room);
  const phone = await goLive(server, member);
  expect(await refused(m.live, callEnd.name, { roomId: room.id })).toBe('forbidden');
  const t = await inside(owner, room);
  const told = phone.next(roomRole);
  await t.live.ask(callHandOver, { roomId: room.id, participantId: m.participantId });
  expect(await told).toEqual({ roomId: room.id, role: 'owner' });
  const seen = await call<{ room: Room }>(member.browser, 'GET', `/rooms/${room.id}`);
  expect(seen.room).toMatchObject({ role: 'owner', owner: { name: 'Mila' } });
  const before = await call<{ room: Room }>(owner.browser, 'GET', `/rooms/${room.id}`);
  expect(before.room.role).toBe('moderator');
  expect(
    await refused(t.live, callRemove.name, { roomId: room.id, participantId: m.participantId }),
  ).toBe('forbidden');
  // The room is theirs with another line, and with no line at all.
  t.live.close();
  m.live.close();
  const again = await inside(member, room);
  expect(await refused(again.live, callEnd.name, { roomId: room.id })).toBe('not refused');
  phone.close();
  again.live.close();
});

test('LOBBY-1 LOBBY-2 LOBBY-4 PERM-11 before a lobby one sees the name; let in, one comes back after a restart', async () => {
  const room = await makeRoom(owner, { name: 'Physics', access: 'open' });
  await call(owner.browser, 'PATCH', `/rooms/${room.id}`, { door: 'lobby' });
  const t = await inside(owner, room);
  await say(t.live, room, 'Secret');
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  expect(await card(guest, room)).toMatchObject({
    ...{ waits: true, inside: [], live: { count: null } },
    may: { speak: true, camera: true },
  });
  const g = await goLive(server, guest, room);
  const heard: string[] = [];
  g.socket.onAny((name: string) => heard.push(name));
  expect(await knock(g, room)).toEqual({ state: 'waiting', message: null });
  await expect(g.ask(roomOpen, { roomId: room.id })).rejects.toThrow('forbidden');
  await expect(say(g, room, 'Hello')).rejects.toThrow();
  await say(t.live, room, 'Still secret');

  const told = g.next(lobbyDecided);
  await t.live.ask(lobbyAdmit, { roomId: room.id, personId: null });
  expect(await told).toMatchObject({ decision: 'admitted' });
  expect(heard).toEqual([lobbyDecided.name]);
  await enterCall(g, room);
  await g.ask(roomOpen, { roomId: room.id });
  const cookie = guest.browser.cookieHeader();
  await afterRestart(async (second) => {
    const back = await connectLive(second.baseUrl, { cookie, room: room.id });
    expect(await knock(back, room)).toMatchObject({ state: 'admitted' });
    const another = await joinAsGuest(second, room.code, 'Olga');
    const o = await goLive(second, another, room);
    expect(await knock(o, room)).toMatchObject({ state: 'waiting' });
    o.close();
    // Nobody leaves by their own word: the other server's call goes on.
    back.close();
  });
  g.close();
  t.live.close();
});

test('LOBBY-4 LOBBY-5 the next call asks anew, and a locked room makes no new guests', async () => {
  const room = await makeRoom(owner, { access: 'open' });
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  const [t, g] = [await inside(owner, room), await inside(guest, room)];
  await call(owner.browser, 'PATCH', `/rooms/${room.id}`, { door: 'locked' });
  expect(await refusal(server.browser(), 'POST', `/join/${room.code}`, { name: 'New' })).toBe(
    'room_locked',
  );
  // A reload: out and in again.
  await g.live.raw('call.leave', { roomId: room.id });
  await enterCall(g.live, room);
  await t.live.ask(callEnd, { roomId: room.id });
  await call(owner.browser, 'PATCH', `/rooms/${room.id}`, { door: 'lobby' });
  await expect.poll(async () => (await knock(g.live, room)).state).toBe('waiting');
  await g.live.ask(roomOpen, { roomId: room.id });
  t.live.close();
  g.live.close();
});

test('PERM-12 a grant holds after a restart and ends when it is taken back', async () => {
  const room = await makeRoom(owner, { access: 'open', preset: 'class' });
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  const [t, g] = [await inside(owner, room), await inside(guest, room)];
  const grant = { roomId: room.id, participantId: g.participantId, capability: 'chat' } as const;
  await t.live.ask(callGrant, { ...grant, allowed: true });
  await say(g.live, room, 'I may');
  const cookie = guest.browser.cookieHeader();
  await afterRestart(async ({ baseUrl }) => {
    const again = await connectLive(baseUrl, { cookie, room: room.id });
    await say(again, room, 'I still may');
    again.close();
  });
  await t.live.ask(callGrant, { ...grant, allowed: null });
  await expect(say(g.live, room, 'No more')).rejects.toThrow('forbidden');
  t.live.close();
  g.live.close();
});

test('AUDIT-1 AUDIT-2 AUDIT-3 every act leaves its line, for owner and admin, page by page', async () => {
  const room = await makeRoom(owner, { access: 'open' });
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  const [t, g] = [await inside(owner, room), await inside(guest, room)];
  const upon = { roomId: room.id, participantId: g.participantId };
  await call(owner.browser, 'PATCH', `/rooms/${room.id}`, {
    policy: { camera: 'moderators', speak: 'everyone' },
    door: 'locked',
  });
  await t.live.ask(callGrant, { ...upon, capability: 'draw', allowed: false });
  await t.live.ask(callMuteAll, { roomId: room.id, mayUnmute: false });
  await t.live.ask(callBan, upon);
  // Nobody waits for the line of what has happened: it comes a little later.
  const written = async () => (await audit(owner, room.id)).map(({ action }) => action);
  await expect.poll(written).toContain('muteAll');
  const lines = await audit(owner, room.id);
  expect(
    lines.map(({ action, target, details, by }) => [action, by.name, target?.name, details]),
  ).toEqual(
    expect.arrayContaining([
      ['policy', 'Tess', undefined, { camera: 'moderators' }],
      ['door', 'Tess', undefined, { door: 'locked' }],
      ['grant', 'Tess', 'Gleb', { capability: 'draw', allowed: false, forCall: false }],
      ['muteAll', 'Tess', undefined, { mayUnmute: false }],
      ['ban', 'Tess', 'Gleb', { address: false }],
    ]),
  );
  expect(await audit(admin, room.id)).toEqual(lines);
  await join(member.browser, room.code).catch(() => undefined);
  expect(await refusal(member.browser, 'GET', `/rooms/${room.id}/audit`)).not.toMatch(
    'not refused',
  );

  for (const speak of Array.from({ length: 60 }, (_, i) => (i % 2 ? 'everyone' : 'onRequest'))) {
    await call(owner.browser, 'PATCH', `/rooms/${room.id}`, { policy: { screen: speak } });
  }
  const all: string[] = [];
  let before = '';
  for (let more = true; more; ) {
    const page = await call<AuditAnswer>(
      owner.browser,
      'GET',
      `/rooms/${room.id}/audit${before && `?before=${before}`}`,
    );
    all.push(...page.entries.map(({ id }) => id));
    before = page.entries.at(-1)?.id ?? '';
    more = page.more;
  }
  expect(new Set(all).size).toBe(all.length);
  expect(all.length).toBe(lines.length + 60);
  t.live.close();
  g.live.close();
});
