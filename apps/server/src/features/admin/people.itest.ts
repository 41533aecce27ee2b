/** The admin's acts on people over the real interfaces: accounts, sockets and calls together. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { callChanged, callJoin, callOver } from '@converge/protocol/realtime/call';
import type { JoinCard } from '@converge/protocol/rest/join';
import type { MeAnswer } from '@converge/protocol/rest/me';
import type { AuditAnswer } from '@converge/protocol/rest/moderation';
import type {
  ImportAnswer,
  ManagedPersonAnswer,
  PeopleAnswer,
  PersonLinkAnswer,
} from '@converge/protocol/rest/people';
import type { Room } from '@converge/protocol/rest/rooms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Live } from '../../../test/live.ts';
import { type Person, signIn, signUp } from '../../../test/people.ts';
import { png } from '../../../test/pictures.ts';
import { createTestServer, type TestServer } from '../../../test/server.ts';
import {
  call,
  goLive,
  joinAsGuest,
  makeRoom,
  refusal,
  type Somebody,
  say,
} from '../../../test/world.ts';

let server: TestServer;
let admin: Person;
beforeAll(async () => {
  server = await createTestServer();
  admin = await signUp(server, { name: 'Ada' });
});
afterAll(() => server.close());

const somebody = ({ browser, me }: Person): Somebody => ({ browser, id: me.id, name: me.name });
const person = (who: Person) => `/admin/people/${who.me.id}`;
const update = async (who: Person, body: object, by = admin) =>
  (await call<ManagedPersonAnswer>(by.browser, 'PATCH', person(who), body)).person;

async function teacher(name = 'Tess'): Promise<Person> {
  const made = await signUp(server, { name });
  await update(made, { role: 'teacher' });
  return made;
}

async function enter(live: Live, room: Room) {
  const { media } = await call<JoinCard>(admin.browser, 'GET', `/join/${room.code}`);
  return live.ask(callJoin, { roomId: room.id, rtpCapabilities: media });
}

test('ADMIN-1 everything about people is for admins alone', async () => {
  const member = await signUp(server);
  const body = { name: 'X', email: 'x@example.org', role: 'admin', deliver: 'link' };
  const list = { rows: [{ name: 'X', email: 'x', role: '' }], commit: true, deliver: 'link' };
  for (const [method, path, sent] of [
    ['GET', '/admin/people', undefined],
    ['POST', '/admin/people', body],
    ['PATCH', person(member), { role: 'admin' }],
    ['POST', `${person(admin)}/link`, { deliver: 'link' }],
    ['DELETE', `${person(admin)}?rooms=delete`, undefined],
    ['POST', '/admin/people/import', list],
    ['GET', '/admin/rooms', undefined],
    ['GET', '/admin/settings', undefined],
    ['PATCH', '/admin/settings', { registration: 'open' }],
    ['POST', '/admin/settings/invitation', undefined],
    ['PUT', '/admin/settings/logo', png()],
    ['DELETE', '/admin/settings/logo', undefined],
    ['GET', '/admin/storage', undefined],
    ['GET', '/admin/storage/rooms', undefined],
    ['GET', '/admin/storage/people', undefined],
    ['GET', '/admin/storage/old', undefined],
    ['POST', '/admin/storage/forget', undefined],
    ['PUT', `/admin/rooms/${member.me.id}/quota`, { quotaMb: 1 }],
    ['POST', `/admin/rooms/${member.me.id}/end`, undefined],
    ['GET', '/admin/log', undefined],
    ['GET', '/admin/log.csv', undefined],
    ['GET', '/admin/status', undefined],
  ] as const) {
    expect(await refusal(member.browser, method, path, sent), path).toBe('forbidden');
    expect(await refusal(server.browser(), method, path, sent), path).toBe('not_signed_in');
  }
});

test('ADMIN-5 an account is made with a link that works once; the next link ends it', async () => {
  const body = { name: 'Nora', email: 'nora@example.org', role: 'teacher', deliver: 'link' };
  const made = await call<PersonLinkAnswer>(admin.browser, 'POST', '/admin/people', body);
  expect(made.person).toMatchObject({ name: 'Nora', role: 'teacher', invited: true, rooms: 0 });
  expect(await refusal(admin.browser, 'POST', '/admin/people', body)).toBe('email_taken');

  const path = `/admin/people/${made.person.id}/link`;
  const next = await call<PersonLinkAnswer>(admin.browser, 'POST', path, { deliver: 'link' });
  const token = (link: string | null) => link?.split('/reset#')[1] ?? '';
  const reset = (link: string | null, password: string) =>
    server.browser().send('POST', '/api/v1/auth/reset', { token: token(link), password });
  expect((await reset(made.link, 'a password of hers')).status).toBe(410);
  expect((await reset(next.link, 'a password of hers')).status).toBe(204);
  expect((await reset(next.link, 'another password')).status).toBe(410);
  const nora = await signIn(server, { email: body.email, password: 'a password of hers' });
  expect(nora.me.role).toBe('teacher');
  const { people } = await call<PeopleAnswer>(admin.browser, 'GET', '/admin/people?query=NORA');
  expect(people).toMatchObject([{ email: body.email, invited: false, disabled: false }]);
  expect(people[0]?.lastSeenAt).toBeGreaterThan(0);

  // A way to a new password ends what is signed in, once it is used.
  const again = await call<PersonLinkAnswer>(admin.browser, 'POST', path, { deliver: 'link' });
  expect((await nora.browser.get('/api/v1/me')).status).toBe(200);
  await reset(again.link, 'yet another password');
  expect((await nora.browser.get('/api/v1/me')).status).toBe(401);
});

test('AUTH-14 an account is made under an address with which one can sign in, or not at all', async () => {
  const made = [' Olena.Ko+8b@Schule.Example.org ', "o'neil_x-1@a-b.example"];
  const refused = ['olena@школа.укр', 'anna@intranet', 'o&m@example.org', 'a..b@example.org'];
  const rows = [...made, ...refused].map((email, n) => ({ name: `P${n}`, email, role: '' }));
  const list = { rows, commit: true, deliver: 'link' };
  const answer = await call<ImportAnswer>(admin.browser, 'POST', '/admin/people/import', list);
  expect(answer.rows.map(({ fault }) => fault)).toEqual([
    null,
    null,
    ...refused.map(() => 'email'),
  ]);
  for (const { email, link } of answer.rows.slice(0, made.length)) {
    const body = { token: link?.split('#')[1], password: 'a password of theirs' };
    await call(server.browser(), 'POST', '/auth/reset', body);
    await signIn(server, { email, password: body.password });
  }
  for (const email of refused) {
    const body = { name: 'X', email, role: 'member', deliver: 'link' };
    expect(await refusal(admin.browser, 'POST', '/admin/people', body), email).toBe('bad_request');
  }
});

test('ADMIN-5 by mail the link goes to the person and not to the admin', async () => {
  const body = { name: 'Mila', email: 'mila@example.org', role: 'member', deliver: 'mail' };
  const made = await call<PersonLinkAnswer>(admin.browser, 'POST', '/admin/people', body);
  expect(made.link).toBeNull();
  await server.outbox.idle();
  const folder = join(server.dataDir, 'mail');
  const mails = await Promise.all(
    (await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8')),
  );
  const mail = mails.find((text) => text.includes(body.email)) ?? '';
  expect(mail).toContain('/reset#');
});

test('people are found by name and address, by what they are, and page by page', async () => {
  const find = (query: string) =>
    call<PeopleAnswer>(admin.browser, 'GET', `/admin/people?${query}`);
  const unusual = await signUp(server, { name: 'Zoë 100%_real' });
  expect((await find('query=100%25_R')).people.map(({ id }) => id)).toEqual([unusual.me.id]);
  expect((await find('query=0%25real')).total).toBe(0);
  expect((await find('state=admins')).people).toMatchObject([{ name: 'Ada', role: 'admin' }]);
  const all = await find('');
  expect(all.mail).toBe(false);
  expect(all.total).toBe(all.people.length);
  const rest = await find(`offset=${all.total - 1}`);
  expect(rest.people).toEqual(all.people.slice(-1));
});

test('ADMIN-3 who is disabled is out of sessions, connections and calls at once, and back as before', async () => {
  const tess = await teacher();
  const room = await makeRoom(somebody(tess));
  const live = await goLive(server, somebody(tess));
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  const g = await goLive(server, guest, room);
  await enter(live, room);
  await enter(g, room);
  const left = g.next(callChanged, ({ change }) => change.type === 'left');
  expect(await update(tess, { disabled: true })).toMatchObject({ disabled: true });
  await live.gone;
  expect(await left).toMatchObject({ change: { type: 'left', reason: 'removed' } });
  expect((await tess.browser.get('/api/v1/me')).status).toBe(401);
  await expect(goLive(server, somebody(tess))).rejects.toThrow('not_signed_in');
  const signingIn = (password: string) =>
    refusal(server.browser(), 'POST', '/auth/sign-in', { email: tess.email, password });
  expect(await signingIn(tess.password)).toBe('account_disabled');
  expect(await signingIn('a wrong password')).toBe('wrong_credentials');

  await update(tess, { disabled: false });
  const back = await signIn(server, tess);
  const mine = await call<{ rooms: Room[] }>(back.browser, 'GET', '/rooms');
  expect(mine.rooms.map(({ id }) => id)).toContain(room.id);
  await enter(await goLive(server, somebody({ ...back, me: tess.me })), room);
  g.close();
});

test('ADMIN-4 another role holds at once, in running calls and on open connections', async () => {
  const deputy = await signUp(server, { name: 'Dora' });
  await update(deputy, { role: 'admin' });
  const room = await makeRoom(somebody(admin), { access: 'private' });
  const d = await goLive(server, somebody(deputy));
  const a = await goLive(server, somebody(admin));
  await enter(a, room);
  await enter(d, room);
  const left = a.next(callChanged, ({ change }) => change.type === 'left');
  await update(deputy, { role: 'member' });
  // As an admin they led it; as a member they have no place in it.
  expect(await left).toMatchObject({ change: { reason: 'removed' } });
  await d.gone;
  const again = await goLive(server, somebody(deputy));
  await expect(enter(again, room)).rejects.toThrow('room_not_found');
  expect(await refusal(deputy.browser, 'GET', '/admin/people')).toBe('forbidden');

  const open = await makeRoom(somebody(admin));
  await call(deputy.browser, 'POST', `/join/${open.code}`, {});
  await call(admin.browser, 'GET', `/rooms/${open.id}`);
  await enter(again, open);
  const watching = await goLive(server, somebody(admin));
  await enter(watching, open);
  const rights = watching.next(callChanged, ({ change }) => change.type === 'rights');
  await update(deputy, { role: 'admin' });
  expect(await rights).toMatchObject({ change: { spaceRole: 'admin', role: 'participant' } });
  await again.gone;
  await update(deputy, { role: 'member' });
  for (const one of [a, watching]) one.close();
});

test('ADMIN-2 the last admin stays, also when two act on each other at the same moment', async () => {
  const own = await createTestServer();
  try {
    let [first, second] = [await signUp(own), await signUp(own)];
    for (const body of [{ role: 'member' }, { disabled: true }]) {
      expect(await refusal(first.browser, 'PATCH', person(first), body)).toBe('last_admin');
    }
    await call(first.browser, 'PATCH', person(second), { role: 'admin' });
    for (const [method, query, body] of [
      ['PATCH', '', { role: 'member' }],
      ['PATCH', '', { disabled: true }],
      ['DELETE', '?rooms=archive', undefined],
    ] as const) {
      const one = (by: Person, target: Person) =>
        by.browser.send(method, `/api/v1${person(target)}${query}`, body);
      const [won, lost] = await Promise.all([one(first, second), one(second, first)]);
      expect([won, lost].filter(({ status }) => status < 300).length, method).toBe(1);
      const [kept, fallen] = won.status < 300 ? [first, second] : [second, first];
      const path = '/admin/people?state=admins';
      const { people } = await call<PeopleAnswer>(kept.browser, 'GET', path);
      const inside = people.filter(({ disabled }) => !disabled);
      expect(inside.map(({ id }) => id)).toEqual([kept.me.id]);
      if (method === 'DELETE') continue;
      await call(kept.browser, 'PATCH', person(fallen), { role: 'admin', disabled: false });
      [first, second] = [kept, await signIn(own, fallen)];
    }
  } finally {
    await own.close();
  }
});

test('ADMIN-2 who is only invited keeps nobody in: neither a list nor an account by a link takes the last admin away', async () => {
  const own = await createTestServer();
  try {
    const ada = await signUp(own, { name: 'Ada' });
    const heir = { name: 'Heir', email: 'heir@example.org', role: 'admin', deliver: 'link' };
    const made = await call<PersonLinkAnswer>(ada.browser, 'POST', '/admin/people', heir);
    for (const body of [{ role: 'member' }, { disabled: true }]) {
      expect(await refusal(ada.browser, 'PATCH', person(ada), body)).toBe('last_admin');
    }
    expect(await refusal(ada.browser, 'DELETE', `${person(ada)}?rooms=archive`)).not.toMatch(/not/);

    // A list over those who are there changes none of them, and makes no admins.
    const rows = [
      { name: 'Somebody else', email: ada.email, role: 'member' },
      { name: 'Eve', email: 'eve@example.org', role: 'admin' },
    ];
    const list = { rows, commit: true, deliver: 'link' };
    const read = await call<ImportAnswer>(ada.browser, 'POST', '/admin/people/import', list);
    expect(read.rows.map(({ fault }) => fault)).toEqual(['taken', 'role']);
    // Nor does what one says of oneself.
    await ada.browser.send('PATCH', '/api/v1/me', { name: 'Ada', role: 'member', disabled: true });
    const { people } = await call<PeopleAnswer>(ada.browser, 'GET', '/admin/people?state=admins');
    expect(people.map(({ name }) => name)).toEqual(['Ada', 'Heir']);

    const token = made.link?.split('/reset#')[1] ?? '';
    const password = 'a password of theirs';
    await own.browser().send('POST', '/api/v1/auth/reset', { token, password });
    await call(ada.browser, 'PATCH', person(ada), { role: 'member' });
    expect(await refusal(ada.browser, 'GET', '/admin/people')).toBe('forbidden');
  } finally {
    await own.close();
  }
});

test('ADMIN-6 AUDIT-1 rooms of somebody who is deleted are handed over, archived or deleted', async () => {
  const heir = await teacher('Heir');
  const member = await signUp(server);
  for (const fate of ['handOver', 'archive', 'delete'] as const) {
    const tess = await teacher(`Tess ${fate}`);
    const room = await makeRoom(somebody(tess), { name: `Room ${fate}` });
    const live = await goLive(server, somebody(tess));
    await say(live, room, 'what I wrote');
    await enter(live, room);
    const guest = await goLive(server, await joinAsGuest(server, room.code, 'Gleb'), room);
    await enter(guest, room);
    const over = guest.next(callOver);
    const remove = (to: string) => `${person(tess)}?rooms=${fate}${to}`;
    if (fate === 'handOver') {
      expect(await refusal(admin.browser, 'DELETE', remove(''))).toBe('bad_request');
      expect(await refusal(admin.browser, 'DELETE', remove(`&to=${member.me.id}`))).toBe(
        'bad_request',
      );
      // All or nothing: the refusal left everything as it was.
      expect((await call<MeAnswer>(tess.browser, 'GET', '/me')).me.name).toBe('Tess handOver');
    }
    await call(admin.browser, 'DELETE', remove(fate === 'handOver' ? `&to=${heir.me.id}` : ''));
    await live.gone;
    expect((await tess.browser.get('/api/v1/me')).status).toBe(401);
    const found = await admin.browser.get<{ room: Room }>(`/api/v1/rooms/${room.id}`);
    if (fate === 'delete') {
      expect(found.status).toBe(404);
      expect((await over).reason).toBe('ended');
      continue;
    }
    expect(found.body.room).toMatchObject({
      owner: { id: fate === 'handOver' ? heir.me.id : admin.me.id },
      state: fate === 'handOver' ? 'active' : 'archived',
    });
    if (fate === 'archive') expect((await over).reason).toBe('ended');
    const { entries } = await call<AuditAnswer>(admin.browser, 'GET', `/rooms/${room.id}/audit`);
    expect(entries).toMatchObject([
      {
        ...{ action: 'handOver', by: { id: admin.me.id } },
        target: { id: fate === 'handOver' ? heir.me.id : admin.me.id },
      },
    ]);
    guest.close();
  }
});

test('ADMIN-7 a list is looked through without making anything; then its good rows are made', async () => {
  const rows = [
    { name: 'Cem', email: 'cem@example.org', role: '' },
    { name: 'Cem', email: 'cem@example.org', role: '' },
    { name: '', email: 'nobody@example.org', role: '' },
    { name: 'Ada', email: admin.email, role: '' },
    { name: 'Dilan', email: 'dilan@example.org', role: 'teacher' },
  ];
  const read = (commit: boolean) =>
    call<ImportAnswer>(admin.browser, 'POST', '/admin/people/import', {
      ...{ rows, commit },
      deliver: 'link',
    });
  const preview = await read(false);
  expect(preview.made).toBe(2);
  expect(preview.rows.map(({ fault }) => fault)).toEqual([null, 'twice', 'name', 'taken', null]);
  expect(preview.rows.every(({ link }) => link === null)).toBe(true);
  const find = () => call<PeopleAnswer>(admin.browser, 'GET', '/admin/people?query=dilan');
  expect((await find()).total).toBe(0);
  const made = await read(true);
  expect(made.made).toBe(2);
  expect(made.rows.map(({ link }) => link !== null)).toEqual([true, false, false, false, true]);
  expect((await find()).people).toMatchObject([{ role: 'teacher', invited: true }]);
  expect((await read(true)).made).toBe(0);
});
