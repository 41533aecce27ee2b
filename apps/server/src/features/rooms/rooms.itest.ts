import { presetPolicies } from '@converge/protocol/permissions';
import { roomDeleted, roomOpen, roomUpdated } from '@converge/protocol/realtime/room';
import type { OpenRoom, Room } from '@converge/protocol/rest/rooms';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type TestServer } from '../../../test/server.ts';
import {
  call,
  goLive,
  join,
  joinAsGuest,
  makeInvite,
  makeRoom,
  refusal,
  register,
  type Somebody,
} from '../../../test/world.ts';
import { users } from '../auth/index.ts';
import { insertRoom } from './rooms.repo.ts';
import { retiredCodes, rooms } from './rooms.tables.ts';

let server: TestServer;
let admin: Somebody;
let teacher: Somebody;
let member: Somebody;

beforeAll(async () => {
  server = await createTestServer();
  admin = await register(server, 'Ada');
  teacher = await register(server, 'Tess');
  member = await register(server, 'Mel');
  await server.database.db.update(users).set({ role: 'teacher' }).where(eq(users.id, teacher.id));
});
afterAll(() => server.close());

const get = async (who: Somebody, room: Room) =>
  (await call<{ room: Room }>(who.browser, 'GET', `/rooms/${room.id}`)).room;
const mine = async (who: Somebody) =>
  (await call<{ rooms: Room[] }>(who.browser, 'GET', '/rooms')).rooms.map(({ id }) => id);
const open = async (browser = server.browser()) =>
  (await call<{ rooms: OpenRoom[] }>(browser, 'GET', '/rooms/open')).rooms.map(({ id }) => id);

test('PERM-7 admins and teachers make rooms, others do not', async () => {
  const room = await makeRoom(teacher);
  expect(room).toMatchObject({ name: '', preset: 'meeting', access: 'link', role: 'owner' });
  expect(room.owner).toEqual({ id: teacher.id, name: 'Tess' });
  await makeRoom(admin);
  expect(await refusal(member.browser, 'POST', '/rooms', {})).toBe('forbidden');
  expect(await refusal(server.browser(), 'POST', '/rooms', {})).toBe('not_signed_in');
});

test('ROOM-1 a code that is taken, or was once, is not given again', async () => {
  const { db } = server.database;
  const taken = await makeRoom(teacher);
  await db.insert(retiredCodes).values({ code: 'gone-gone-gon' });
  const codes = [taken.code, 'gone-gone-gon', 'free-free-fre'];
  const id = '0190a000-0000-7000-8000-000000000001';
  const { meeting } = presetPolicies;
  const base = { id, preset: 'meeting', access: 'link', policy: meeting, ownerId: teacher.id };
  await db.transaction((tx) => insertRoom(tx, base as never, () => codes.shift() ?? ''));
  const [row] = await db.select().from(rooms).where(eq(rooms.id, id));
  expect(row?.code).toBe('free-free-fre');
});

test('ROOM-1 the code does not change with the name', async () => {
  const room = await makeRoom(teacher, { name: 'Algebra' });
  const { room: renamed } = await call<{ room: Room }>(
    teacher.browser,
    'PATCH',
    `/rooms/${room.id}`,
    { name: '  Linear \n algebra ' },
  );
  expect(renamed).toMatchObject({ name: 'Linear algebra', code: room.code });
});

test('ROOM-2 open rooms are listed to everybody, others to their people only', async () => {
  const [opened, linked, closed] = await Promise.all(
    (['open', 'link', 'private'] as const).map((access) => makeRoom(teacher, { access })),
  );
  if (!opened || !linked || !closed) throw new Error('rooms are missing');
  const listed = await open();
  expect(listed).toContain(opened.id);
  expect(listed).not.toContain(linked.id);
  expect(listed).not.toContain(closed.id);
  expect(await mine(teacher)).toEqual(expect.arrayContaining([opened.id, linked.id, closed.id]));
  expect(await mine(member)).not.toContain(opened.id);
  expect(await refusal(member.browser, 'GET', `/rooms/${linked.id}`)).toBe('room_not_found');
  await join(member.browser, linked.code);
  expect(await mine(member)).toContain(linked.id);
  expect((await get(member, linked)).role).toBe('participant');
  expect((await get(admin, closed)).role).toBe(null);
});

test('ROOM-3 a preset sets the policy at creation, and nothing later', async () => {
  const room = await makeRoom(teacher, { preset: 'class' });
  expect(room.policy).toEqual(presetPolicies.class);
  const path = `/rooms/${room.id}`;
  await call(teacher.browser, 'PATCH', path, { policy: { chat: 'everyone' } });
  await Promise.all([
    call(teacher.browser, 'PATCH', path, { policy: { speak: 'everyone' } }),
    call(teacher.browser, 'PATCH', path, { policy: { screen: 'moderators' } }),
    call(teacher.browser, 'PATCH', path, { name: 'Physics' }),
  ]);
  expect(await get(teacher, room)).toMatchObject({
    preset: 'class',
    name: 'Physics',
    policy: { ...presetPolicies.class, chat: 'everyone', speak: 'everyone', screen: 'moderators' },
  });
});

test('PERM-7 only who leads a room changes it, only owner and admin archive and delete it', async () => {
  const room = await makeRoom(teacher);
  await join(member.browser, room.code);
  const guest = await joinAsGuest(server, room.code, 'Gus');
  const path = `/rooms/${room.id}`;
  expect(await refusal(member.browser, 'PATCH', path, { name: 'Mine' })).toBe('forbidden');
  expect(await refusal(member.browser, 'POST', `${path}/archive`)).toBe('forbidden');
  expect(await refusal(member.browser, 'DELETE', path)).toBe('forbidden');
  expect(await refusal(guest.browser, 'PATCH', path, { name: 'Mine' })).toBe('not_signed_in');
  await call(admin.browser, 'POST', `${path}/archive`);
  expect((await get(teacher, room)).state).toBe('archived');
});

test('ROOM-4 an archived room is read by its people, changed by nobody, and comes back whole', async () => {
  const room = await makeRoom(teacher, { access: 'open', name: 'Old' });
  await join(member.browser, room.code);
  const path = `/rooms/${room.id}`;
  await call(teacher.browser, 'POST', `${path}/archive`);
  expect(await open()).not.toContain(room.id);
  expect((await get(member, room)).state).toBe('archived');
  expect(await refusal(teacher.browser, 'PATCH', path, { name: 'New' })).toBe('room_archived');
  expect(await refusal(teacher.browser, 'POST', `${path}/invites`, {})).toBe('room_archived');
  expect(await refusal(server.browser(), 'GET', `/join/${room.code}`)).toBe('room_archived');
  await call(teacher.browser, 'POST', `${path}/archive`);
  const { room: back } = await call<{ room: Room }>(teacher.browser, 'POST', `${path}/restore`);
  expect(back).toEqual({ ...room, lastLiveAt: null });
  expect(await open()).toContain(room.id);
});

test('ROOM-5 a deleted room is gone with its links, and tells those who have it open', async () => {
  const room = await makeRoom(teacher);
  const invite = await makeInvite(teacher, room);
  const guest = await joinAsGuest(server, room.code, 'Gus');
  const [seenByGuest, seenByOwner] = await Promise.all([
    goLive(server, guest, room),
    goLive(server, teacher),
  ]);
  await Promise.all([seenByGuest, seenByOwner].map((l) => l.ask(roomOpen, { roomId: room.id })));
  const told = Promise.all([seenByGuest, seenByOwner].map((live) => live.next(roomDeleted)));
  await call(teacher.browser, 'DELETE', `/rooms/${room.id}`);
  expect(await told).toEqual([{ roomId: room.id }, { roomId: room.id }]);
  await seenByGuest.gone;
  expect(await refusal(teacher.browser, 'GET', `/rooms/${room.id}`)).toBe('room_not_found');
  for (const code of [room.code, invite.code]) {
    expect(await refusal(server.browser(), 'GET', `/join/${code}`)).toBe('room_deleted');
  }
  await expect(goLive(server, guest, room)).rejects.toThrow('not_signed_in');
  seenByOwner.close();
});

test('ROOM-6 whoever owns a room owns it on every device', async () => {
  const room = await makeRoom(teacher);
  const second = { ...teacher, browser: server.browser() };
  const { browser } = await register(server, 'Other');
  expect(await refusal(browser, 'GET', `/rooms/${room.id}`)).toBe('room_not_found');
  const cookie = { cookie: teacher.browser.cookieHeader() };
  const answer = await second.browser.send<{ room: Room }>(
    'GET',
    `/api/v1/rooms/${room.id}`,
    undefined,
    cookie,
  );
  expect(answer.body.room.role).toBe('owner');
});

test('ROOM-7 a change reaches everybody who has the room open, in the order in which it was made', async () => {
  const room = await makeRoom(teacher);
  const guest = await joinAsGuest(server, room.code, 'Gus');
  const live = await goLive(server, guest, room);
  await live.ask(roomOpen, { roomId: room.id });
  const heard = live.collect(roomUpdated);
  const last = live.next(roomUpdated, (event) => event.room.name === 'last');
  await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      call(teacher.browser, 'PATCH', `/rooms/${room.id}`, { name: `name ${n}` }),
    ),
  );
  await call(teacher.browser, 'PATCH', `/rooms/${room.id}`, { name: 'last', access: 'private' });
  expect((await last).room).toMatchObject({ name: 'last', access: 'private' });
  expect(new Set(heard.map((event) => event.room.name)).size).toBe(11);
  live.close();
});

test('PERM-4 a stranger may not look into a room, however open', async () => {
  const room = await makeRoom(teacher, { access: 'open' });
  const stranger = await register(server, 'Stan');
  const live = await goLive(server, stranger);
  await expect(live.ask(roomOpen, { roomId: room.id })).rejects.toThrow('forbidden');
  const other = await makeRoom(teacher);
  await expect(live.ask(roomOpen, { roomId: other.id })).rejects.toThrow('room_not_found');
  live.close();
});
