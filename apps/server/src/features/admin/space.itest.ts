/** Rooms and settings of the whole space over the real interfaces. */
import { presetPolicies } from '@converge/protocol/permissions';
import { callChanged, callJoin, callOver } from '@converge/protocol/realtime/call';
import type {
  AdminRoomsAnswer,
  SettingsAnswer,
  UpdateSettingsBody,
} from '@converge/protocol/rest/admin';
import type { CallReportsAnswer } from '@converge/protocol/rest/calls';
import type { JoinCard } from '@converge/protocol/rest/join';
import type { AuditAnswer } from '@converge/protocol/rest/moderation';
import type { PeopleAnswer } from '@converge/protocol/rest/people';
import type { Room } from '@converge/protocol/rest/rooms';
import type { SpaceAnswer } from '@converge/protocol/rest/space';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Live } from '../../../test/live.ts';
import { createPerson } from '../../../test/people.ts';
import { createTestServer, type TestServer } from '../../../test/server.ts';
import {
  admitted,
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

async function teacher(name: string): Promise<Somebody> {
  const made = await register(server, name);
  await call(admin.browser, 'PATCH', `/admin/people/${made.id}`, { role: 'teacher' });
  return made;
}

async function enter(live: Live, room: Room) {
  const { media } = await call<JoinCard>(admin.browser, 'GET', `/join/${room.code}`);
  return admitted(await live.ask(callJoin, { roomId: room.id, rtpCapabilities: media }));
}

const set = async (body: UpdateSettingsBody) =>
  (await call<SettingsAnswer>(admin.browser, 'PATCH', '/admin/settings', body)).settings;

test('ADMIN-8 AUDIT-1 an admin finds every room, ends its call, and hands it to somebody, and the log says so', async () => {
  const [tess, theo] = [await teacher('Tess'), await teacher('Theo')];
  const room = await makeRoom(tess, { name: 'Hidden 100%', access: 'private' });
  const find = (query: string) =>
    call<AdminRoomsAnswer>(admin.browser, 'GET', `/admin/rooms?${query}`);
  expect((await find('query=hidden')).rooms).toMatchObject([
    { id: room.id, owner: { name: 'Tess' } },
  ]);
  expect((await find('query=TESS')).total).toBe(1);
  expect((await find('query=h%25n')).total).toBe(0);
  expect((await find('state=archived')).total).toBe(0);

  const live = await goLive(server, tess);
  const { participantId } = await enter(live, room);
  const rights = live.next(callChanged, ({ change }) => change.type === 'rights');
  const path = `/rooms/${room.id}/owner`;
  const member = await register(server, 'Mia');
  expect(await refusal(member.browser, 'POST', path, { ownerId: member.id })).toBe(
    'room_not_found',
  );
  expect(await refusal(admin.browser, 'POST', path, { ownerId: member.id })).toBe('bad_request');
  const handed = await call<{ room: Room }>(admin.browser, 'POST', path, { ownerId: theo.id });
  expect(handed.room.owner).toEqual({ id: theo.id, name: 'Theo' });
  expect(await rights).toMatchObject({ change: { participantId, role: 'moderator' } });
  const mine = await call<{ rooms: Room[] }>(theo.browser, 'GET', '/rooms');
  expect(mine.rooms).toMatchObject([{ id: room.id, role: 'owner' }]);
  expect(await refusal(tess.browser, 'DELETE', `/rooms/${room.id}`)).toBe('forbidden');
  // Who had it may not take it back; who has it may hand it on.
  expect(await refusal(tess.browser, 'POST', path, { ownerId: tess.id })).toBe('forbidden');

  const over = live.next(callOver);
  await call(admin.browser, 'POST', `/admin/rooms/${room.id}/end`);
  expect((await over).reason).toBe('ended');
  await call(theo.browser, 'POST', path, { ownerId: tess.id });
  // To whom it belongs already it isn't handed over.
  await call(admin.browser, 'POST', path, { ownerId: tess.id });
  const { entries } = await call<AuditAnswer>(tess.browser, 'GET', `/rooms/${room.id}/audit`);
  expect(entries.map(({ action, by, target }) => [action, by.name, target?.name])).toEqual([
    ['handOver', 'Theo', 'Tess'],
    ['end', 'Ada', undefined],
    ['handOver', 'Ada', 'Theo'],
  ]);
  // Where nothing is live, nothing was ended.
  await call(admin.browser, 'POST', `/admin/rooms/${room.id}/end`);
  expect(
    (await call<AuditAnswer>(tess.browser, 'GET', `/rooms/${room.id}/audit`)).entries,
  ).toHaveLength(3);
  live.close();
});

test('ADMIN-8 whom a room can be handed to is searched among all who may have rooms', async () => {
  const [vera, off] = [await teacher('Vera Hostova'), await teacher('Viktor Hostov')];
  await register(server, 'Vanya Hostless');
  await call(admin.browser, 'PATCH', `/admin/people/${off.id}`, { disabled: true });
  const find = async (query: string) =>
    (await call<PeopleAnswer>(admin.browser, 'GET', `/admin/people?state=hosts&query=${query}`))
      .people;
  expect((await find('host')).map(({ id }) => id)).toEqual([vera.id]);
  expect((await find('ada')).map(({ id }) => id)).toEqual([admin.id]);
  expect(await refusal(vera.browser, 'GET', '/admin/people?state=hosts')).toBe('forbidden');
});

test('ADMIN-9 who may register is set for everybody at once: all, nobody, who has the link', async () => {
  const attempt = (invitation?: string) =>
    refusal(server.browser(), 'POST', '/auth/register', {
      ...createPerson(),
      ...(invitation === undefined ? {} : { invitation }),
    });
  const allowed = 'not refused: 200';
  expect(await attempt()).toBe(allowed);
  await set({ registration: 'closed' });
  expect(await attempt()).toBe('registration_closed');
  const { invitation } = await set({ registration: 'invited' });
  expect(await attempt(invitation)).toBe(allowed);
  for (const wrong of [undefined, '', 'x'.repeat(invitation.length)]) {
    expect(await attempt(wrong)).toBe('registration_closed');
  }
  const space = await server.browser().get<SpaceAnswer>('/api/v1/space');
  expect(space.body.registration).toBe('invited');
  expect(JSON.stringify(space.body)).not.toContain(invitation);

  const renewed = await call<SettingsAnswer>(admin.browser, 'POST', '/admin/settings/invitation');
  expect(await attempt(invitation)).toBe('registration_closed');
  expect(await attempt(renewed.settings.invitation)).toBe(allowed);
  await set({ registration: 'open' });
});

test('ADMIN-9 the name of the space and the access of new rooms are set, and stay', async () => {
  expect(await refusal(admin.browser, 'PATCH', '/admin/settings', { name: '  ' })).toBe(
    'bad_request',
  );
  await set({
    name: ' School \n 17 ',
    defaults: { meeting: { access: 'private' }, class: { access: 'link' } },
  });
  const space = await server.browser().get<SpaceAnswer>('/api/v1/space');
  expect(space.body.name).toBe('School 17');
  expect(await makeRoom(admin)).toMatchObject({ access: 'private' });
  expect(await makeRoom(admin, { preset: 'class' })).toMatchObject({ access: 'link' });
  expect(await makeRoom(admin, { access: 'open' })).toMatchObject({ access: 'open' });
  const { settings } = await call<SettingsAnswer>(admin.browser, 'GET', '/admin/settings');
  expect(settings).toMatchObject({
    name: 'School 17',
    defaults: { meeting: { access: 'private', policy: presetPolicies.meeting } },
  });
  await set({ defaults: { meeting: { access: 'link' }, class: { access: 'open' } } });
});

test('ADMIN-9 what new rooms begin with is set for each kind; rooms that are there keep what they have', async () => {
  const before = await makeRoom(admin, { preset: 'class' });
  await set({ defaults: { class: { door: 'lobby', policy: { chat: 'everyone' } } } });
  // Two who set single values at the same moment both get theirs.
  await Promise.all([
    set({ defaults: { class: { policy: { speak: 'everyone' } } } }),
    set({ defaults: { class: { policy: { upload: 'onRequest' } } } }),
  ]);
  const policy = {
    ...presetPolicies.class,
    ...{ chat: 'everyone', speak: 'everyone', upload: 'onRequest' },
  };
  const tess = await teacher('Tess');
  expect(await makeRoom(tess, { preset: 'class' })).toMatchObject({ door: 'lobby', policy });
  expect((await makeRoom(tess)).policy).toEqual(presetPolicies.meeting);
  const same = await call<{ room: Room }>(admin.browser, 'GET', `/rooms/${before.id}`);
  expect(same.room).toMatchObject({ door: 'open', policy: presetPolicies.class });
  for (const nonsense of [
    { defaults: { class: { door: 'locked' } } },
    { defaults: { class: { policy: { chat: 'nobody' } } } },
    { defaults: { ballroom: {} } },
    { fileMaxMb: 0 },
    { roomQuotaMb: 1.5 },
    { handInShare: 100 },
    { retention: { files: 0 } },
  ]) {
    const refused = await refusal(admin.browser, 'PATCH', '/admin/settings', nonsense);
    expect(refused, JSON.stringify(nonsense)).toBe('bad_request');
  }
  await set({ defaults: { class: { door: 'open', policy: presetPolicies.class } } });
});

test('ADMIN-15 what the environment sets holds, is told, and is changed nowhere else', async () => {
  const own = await createTestServer({ env: { SPACE_NAME: 'School 17', ROOM_QUOTA_MB: '64' } });
  try {
    const ada = await register(own, 'Ada');
    const { settings } = await call<SettingsAnswer>(ada.browser, 'GET', '/admin/settings');
    expect(settings).toMatchObject({
      ...{ name: 'School 17', roomQuotaMb: 64 },
      locked: ['name', 'roomQuotaMb'],
    });
    const change = (body: object) =>
      ada.browser.send<{ error: { code: string; fields: object } }>(
        'PATCH',
        '/api/v1/admin/settings',
        body,
      );
    const { status, body } = await change({ name: 'Mine', fileMaxMb: 5 });
    expect([status, body.error]).toMatchObject([
      400,
      { code: 'bad_request', fields: { name: 'locked' } },
    ]);
    // All or nothing; and what it is already is no change.
    const after = await change({ name: 'School 17', fileMaxMb: 6 });
    expect(after.body).toMatchObject({ settings: { fileMaxMb: 6 } });
  } finally {
    await own.close();
  }
});

test('ADMIN-10 what stays of calls is forgotten after the days that were set', async () => {
  const room = await makeRoom(admin);
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  for (let turn = 0; turn < 2; turn++) {
    const live = await goLive(server, guest, room);
    await enter(live, room);
    await call(admin.browser, 'POST', `/admin/rooms/${room.id}/end`);
    live.close();
  }
  const reports = async () =>
    (await call<CallReportsAnswer>(admin.browser, 'GET', `/rooms/${room.id}/calls`)).calls;
  await expect.poll(async () => (await reports()).length).toBe(2);
  const [latest, oldest] = await reports();
  const client = new pg.Client(server.databaseUrl);
  await client.connect();
  await client.query(
    `update call_reports set started_at = now() - interval '32 days',
       ended_at = now() - interval '31 days' where id = $1`,
    [oldest?.id],
  );
  // It went on for long, and has only just ended.
  await client.query(
    `update call_reports set started_at = now() - interval '31 days' where id = $1`,
    [latest?.id],
  );
  await client.end();
  await server.retention.sweep();
  expect(await reports()).toHaveLength(2);
  await set({ retention: { calls: 30 } });
  await server.retention.sweep();
  expect((await reports()).map(({ id }) => id)).not.toContain(oldest?.id);
  expect(await reports()).toHaveLength(1);
  await set({ retention: { calls: null } });
});
