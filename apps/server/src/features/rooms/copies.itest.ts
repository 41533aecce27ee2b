/** Rooms that are made with options, copied, and listed with what lies in them. */
import { presetPolicies } from '@converge/protocol/permissions';
import type { AdminRoomsAnswer } from '@converge/protocol/rest/admin';
import type { FilesAnswer } from '@converge/protocol/rest/files';
import type { JoinCard } from '@converge/protocol/rest/join';
import type { AuditAnswer, BansAnswer } from '@converge/protocol/rest/moderation';
import type { RoomDefaultsAnswer } from '@converge/protocol/rest/room-defaults';
import type { ListedRoom, OpenRoom, Room } from '@converge/protocol/rest/rooms';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type TestServer } from '../../../test/server.ts';
import { upload } from '../../../test/tus.ts';
import {
  call,
  enterCall,
  goLive,
  join,
  joinAsGuest,
  makeInvite,
  makeRoom,
  refusal,
  register,
  type Somebody,
  say,
} from '../../../test/world.ts';
import { users } from '../auth/index.ts';

let server: TestServer;
let admin: Somebody;
let teacher: Somebody;
let colleague: Somebody;
let member: Somebody;

beforeAll(async () => {
  server = await createTestServer();
  admin = await register(server, 'Ada');
  teacher = await register(server, 'Tess');
  colleague = await register(server, 'Theo');
  member = await register(server, 'Mel');
  for (const { id } of [teacher, colleague]) {
    await server.database.db.update(users).set({ role: 'teacher' }).where(eq(users.id, id));
  }
});
afterAll(() => server.close());

const copyOf = async (who: Somebody, room: Room, body: object = { files: false }) =>
  (await call<{ room: Room }>(who.browser, 'POST', `/rooms/${room.id}/copy`, body)).room;
const listed = async (who: Somebody, room: Room) =>
  (await call<{ rooms: ListedRoom[] }>(who.browser, 'GET', '/rooms')).rooms.find(
    ({ id }) => id === room.id,
  );
const files = (who: Somebody, room: Room) =>
  call<FilesAnswer>(who.browser, 'GET', `/rooms/${room.id}/files`);

test('ROOM-11 what new rooms begin with is read by those who make them, and by nobody else', async () => {
  const { defaults } = await call<RoomDefaultsAnswer>(teacher.browser, 'GET', '/rooms/defaults');
  expect(defaults).toMatchObject({
    meeting: { access: 'link', door: 'open', policy: presetPolicies.meeting },
    class: { access: 'open', door: 'open', policy: presetPolicies.class },
  });
  expect(await refusal(member.browser, 'GET', '/rooms/defaults')).toBe('forbidden');
  expect(await refusal(server.browser(), 'GET', '/rooms/defaults')).toBe('not_signed_in');
});

test('ROOM-11 a room is made with its options, and what isn’t said is as its preset says', async () => {
  const room = await makeRoom(teacher, {
    ...{ name: 'Exam', preset: 'class', access: 'private', door: 'lobby' },
    policy: { seeOthers: 'moderators' },
  });
  expect(room).toMatchObject({ name: 'Exam', preset: 'class', access: 'private', door: 'lobby' });
  expect(room.policy).toEqual({ ...presetPolicies.class, seeOthers: 'moderators' });
  for (const wrong of [
    { door: 'ajar' },
    { policy: { speak: 'nobody' } },
    { policy: [] },
    { access: 'everyone' },
  ]) {
    expect(await refusal(teacher.browser, 'POST', '/rooms', wrong)).toBe('bad_request');
  }
});

test('ROOM-9 a copy has the rules of a room, and nobody and nothing that was said', async () => {
  const room = await makeRoom(teacher, { name: 'Physics 8b', preset: 'class', access: 'open' });
  const guest = await joinAsGuest(server, room.code, 'Gus');
  await makeInvite(teacher, room);
  await join(member.browser, room.code);
  const live = await goLive(server, teacher);
  await say(live, room, 'Only for you');
  await call(teacher.browser, 'PATCH', `/rooms/${room.id}`, {
    ...{ door: 'lobby', access: 'link' },
    policy: { chat: 'everyone' },
  });

  const copy = await copyOf(teacher, room, { name: 'Physics 8b (copy)', files: true });
  expect(copy).toMatchObject({
    ...{ name: 'Physics 8b (copy)', preset: 'class', access: 'link', door: 'lobby' },
    ...{ state: 'active', role: 'owner', owner: { id: teacher.id }, live: null, lastLiveAt: null },
    policy: { ...presetPolicies.class, chat: 'everyone' },
  });
  expect([copy.id, copy.code]).not.toContain(room.id);
  expect(copy.code).not.toBe(room.code);
  expect(await refusal(member.browser, 'GET', `/rooms/${copy.id}`)).toBe('room_not_found');
  expect(await refusal(guest.browser, 'GET', `/rooms/${copy.id}`)).toBe('room_not_found');
  const of = (what: string) => `/rooms/${copy.id}/${what}`;
  expect((await call<AuditAnswer>(teacher.browser, 'GET', of('audit'))).entries).toEqual([]);
  expect((await call<BansAnswer>(teacher.browser, 'GET', of('bans'))).bans).toEqual([]);
  expect(await call(teacher.browser, 'GET', of('invites'))).toEqual({ invites: [] });
  expect((await say(live, copy, 'The first here')).seq).toBe(1);
  expect((await copyOf(teacher, room)).name).toBe('Physics 8b');
  live.close();
});

test('ROOM-9 ROOM-12 folders and hand-outs come along where that is wished; what students sent never does', async () => {
  const room = await makeRoom(teacher, { name: 'Chemistry' });
  const ann = await joinAsGuest(server, room.code, 'Ann');
  const folder = async (name: string, parentId: string | null) =>
    (
      await call<{ folder: { id: string } }>(
        teacher.browser,
        'POST',
        `/rooms/${room.id}/files/folders`,
        { name, parentId },
      )
    ).folder.id;
  const outer = await folder('Week 1', null);
  const inner = await folder('Tasks', outer);
  const task = await upload(teacher.browser, room.id, 'task', { name: 't.txt', parentId: inner });
  await call(teacher.browser, 'POST', `/rooms/${room.id}/files/${task}/hand-out`);
  await upload(teacher.browser, room.id, 'a note of my own', { name: 'note.txt' });
  await upload(ann.browser, room.id, 'from a student', { name: 'ann.txt' });
  await upload(ann.browser, room.id, 'my answer', { name: 'answer.txt', purpose: 'handIn' });

  const bytes = (...texts: string[]) => texts.join('').length;
  const shared = ['task', 'a note of my own', 'from a student'];
  expect((await listed(teacher, room))?.held).toEqual({
    files: 4,
    bytes: bytes(...shared, 'my answer'),
  });
  await join(member.browser, room.code);
  expect((await listed(member, room))?.held).toEqual({ files: 3, bytes: bytes(...shared) });

  const empty = await copyOf(teacher, room);
  expect(await files(teacher, empty)).toMatchObject({ folders: [], files: [], handIns: [] });
  expect((await listed(teacher, empty))?.held).toEqual({ files: 0, bytes: 0 });

  const copy = await copyOf(teacher, room, { files: true });
  const seen = await files(teacher, copy);
  const [top, below] = ['Week 1', 'Tasks'].map((name) =>
    seen.folders.find((one) => one.name === name),
  );
  expect(top).toMatchObject({ parentId: null });
  expect(below).toMatchObject({ parentId: top?.id });
  expect(seen.files).toMatchObject([
    { name: 't.txt', parentId: below?.id, handedOut: null, author: { id: teacher.id } },
  ]);
  expect(seen.handIns).toEqual([]);
  expect([task, outer, inner]).not.toContain(seen.files[0]?.id);
  // The content stays, also when the room it came from is gone.
  await call(teacher.browser, 'DELETE', `/rooms/${room.id}`);
  const content = `/rooms/${copy.id}/files/${seen.files[0]?.id}/content`;
  expect(await call(teacher.browser, 'GET', content)).toBe('task');
});

test('ROOM-9 ADMIN-13 what a new room may not hold isn’t copied into one, and no room is left of it', async () => {
  const settings = (body: object) => call(admin.browser, 'PATCH', '/admin/settings', body);
  const room = await makeRoom(teacher, { name: 'Film' });
  const id = await upload(teacher.browser, room.id, Buffer.alloc(800_000, 'f'), { name: 'film' });
  await call(teacher.browser, 'POST', `/rooms/${room.id}/files/${id}/hand-out`);
  await settings({ roomQuotaMb: 1 });
  const path = `/rooms/${room.id}/copy`;
  const wish = { name: 'Film again', files: true };
  expect(await refusal(teacher.browser, 'POST', path, wish)).toBe('room_full');
  // What an admin gave to the one room, they didn't give to any number of its copies.
  await call(admin.browser, 'PUT', `/admin/rooms/${room.id}/quota`, { quotaMb: 100 });
  expect(await refusal(teacher.browser, 'POST', path, wish)).toBe('room_full');
  const { rooms } = await call<{ rooms: ListedRoom[] }>(teacher.browser, 'GET', '/rooms');
  expect(rooms.map(({ name }) => name)).not.toContain('Film again');
  expect((await copyOf(teacher, room)).name).toBe('Film');
  await settings({ roomQuotaMb: 2 });
  expect(await files(teacher, await copyOf(teacher, room, wish))).toMatchObject({
    files: [{ name: 'film', size: 800_000 }],
  });
});

test('ROOM-10 PERM-1 who doesn’t lead it, or may make no rooms, copies none', async () => {
  const room = await makeRoom(teacher, { access: 'open' });
  const hidden = await makeRoom(teacher, { access: 'private' });
  const guest = await joinAsGuest(server, room.code, 'Gus');
  await join(member.browser, room.code);
  await join(colleague.browser, room.code);
  const tries = (one: Room) =>
    Promise.all(
      [member, colleague].map(({ browser }) =>
        refusal(browser, 'POST', `/rooms/${one.id}/copy`, { files: true }),
      ),
    );
  expect(await tries(room)).toEqual(['forbidden', 'forbidden']);
  expect(await tries(hidden)).toEqual(['room_not_found', 'room_not_found']);
  const path = `/rooms/${room.id}/copy`;
  for (const browser of [guest.browser, server.browser()]) {
    expect(await refusal(browser, 'POST', path, { files: false })).toBe('not_signed_in');
  }
  for (const wrong of [{}, { files: 'yes' }, { files: false, name: 'x'.repeat(81) }, []]) {
    expect(await refusal(teacher.browser, 'POST', path, wrong)).toBe('bad_request');
  }
  const nowhere = '/rooms/0190a000-0000-7000-8000-00000000dead/copy';
  expect(await refusal(teacher.browser, 'POST', nowhere, { files: false })).toBe('room_not_found');
  // A member who leads it still makes no rooms; a teacher who leads it does, and owns the copy.
  const lead = (who: Somebody) =>
    server.database.pool.query(
      `update room_members set role = 'moderator' where room_id = $1 and user_id = $2`,
      [room.id, who.id],
    );
  await lead(member);
  await lead(colleague);
  expect(await tries(room)).toEqual(['forbidden', 'not refused: 201']);
  await call(teacher.browser, 'POST', `/rooms/${room.id}/archive`);
  expect(await copyOf(colleague, room)).toMatchObject({
    ...{ state: 'active', role: 'owner' },
    owner: { id: colleague.id },
  });
});

test('ROOM-8 before a lobby one hears that a call goes on, and not how many are inside', async () => {
  const room = await makeRoom(teacher, { access: 'open', door: 'lobby' });
  await join(member.browser, room.code);
  const live = await goLive(server, teacher);
  await enterCall(live, room);
  const get = async (who: { readonly browser: Somebody['browser'] }) =>
    (await call<{ room: Room }>(who.browser, 'GET', `/rooms/${room.id}`)).room.live;
  const onMainPage = async () =>
    (await call<{ rooms: OpenRoom[] }>(server.browser(), 'GET', '/rooms/open')).rooms.find(
      ({ id }) => id === room.id,
    )?.live;
  const onCard = async (who: { readonly browser: Somebody['browser'] }) =>
    (await call<JoinCard>(who.browser, 'GET', `/join/${room.code}`)).live;
  const stranger = { browser: server.browser() };

  const unseen = { since: expect.any(Number), count: null };
  expect((await listed(member, room))?.live).toEqual(unseen);
  expect((await listed(member, room))?.held).toBeNull();
  expect(await Promise.all([get(member), get(stranger)])).toEqual([unseen, unseen]);
  expect(await Promise.all([onCard(member), onCard(stranger)])).toEqual([unseen, unseen]);
  expect(await onMainPage()).toEqual(unseen);

  const seen = { since: expect.any(Number), count: 1 };
  expect((await listed(teacher, room))?.live).toEqual(seen);
  expect(await Promise.all([get(teacher), get(admin)])).toEqual([seen, seen]);
  const all = await call<AdminRoomsAnswer>(admin.browser, 'GET', `/admin/rooms?query=${room.code}`);
  expect(all.rooms).toMatchObject([{ live: seen, held: { files: 0, bytes: 0 } }]);

  await call(teacher.browser, 'PATCH', `/rooms/${room.id}`, { door: 'open' });
  expect((await listed(member, room))?.live).toEqual(seen);
  expect(await Promise.all([get(stranger), onMainPage()])).toEqual([seen, seen]);
  live.close();
});
