import { randomUUID } from 'node:crypto';
import type { RoomId } from '@converge/protocol/ids';
import { roomOpen } from '@converge/protocol/realtime/room';
import type { Invite } from '@converge/protocol/rest/invites';
import type { JoinAnswer, JoinCard } from '@converge/protocol/rest/join';
import type { Room } from '@converge/protocol/rest/rooms';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from '../../../test/browser.ts';
import { connectAhead } from '../../../test/live.ts';
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
  say,
} from '../../../test/world.ts';
import { guestCookie } from './guests.ts';
import { guests, invites, roomMembers } from './rooms.tables.ts';

let server: TestServer;
let owner: Somebody;
let member: Somebody;

beforeAll(async () => {
  server = await createTestServer();
  owner = await register(server, 'Ada');
  member = await register(server, 'Mel');
});
afterAll(() => server.close());

const card = (browser: Browser, code: string) => call<JoinCard>(browser, 'GET', `/join/${code}`);
const cardRefusal = (browser: Browser, code: string) => refusal(browser, 'GET', `/join/${code}`);
const joinRefusal = (browser: Browser, code: string, name = 'Gus') =>
  refusal(browser, 'POST', `/join/${code}`, { name });
const usesOf = async (room: Room, invite: Invite) => {
  const path = `/rooms/${room.id}/invites`;
  const { invites: all } = await call<{ invites: Invite[] }>(owner.browser, 'GET', path);
  return all.find(({ id }) => id === invite.id)?.uses;
};
const expire = (invite: Invite) =>
  server.database.db
    .update(invites)
    .set({ expiresAt: new Date(Date.now() - 1) })
    .where(eq(invites.id, invite.id));
const revoke = (room: Room, invite: Invite) =>
  call(owner.browser, 'DELETE', `/rooms/${room.id}/invites/${invite.id}`);

test('JOIN-1 the card says what stands behind a link and makes nothing', async () => {
  const room = await makeRoom(owner, { name: 'Choir', preset: 'class' });
  const invite = await makeInvite(owner, room, { maxUses: 1 });
  const browser = server.browser();
  const seen = await card(browser, invite.code);
  expect(seen).toMatchObject({
    room: { id: room.id, name: 'Choir', code: room.code, preset: 'class', owner: 'Ada' },
    live: null,
    inside: [],
    me: null,
    may: { speak: false, camera: false, screen: false },
  });
  expect(browser.cookieHeader()).toBe('');
  expect(await usesOf(room, invite)).toBe(0);
  const made = await server.database.db.select().from(guests).where(eq(guests.roomId, room.id));
  expect(made).toEqual([]);
  const forOwner = await card(owner.browser, room.code);
  expect(forOwner).toMatchObject({ me: { role: 'owner' }, may: { speak: true } });
});

test('MEDIA-15 a path is for who may come in, while a call goes on', async () => {
  const room = await makeRoom(owner, { preset: 'meeting' });
  const browser = server.browser();
  const { media: rtpCapabilities } = await card(browser, room.code);
  const ask = { rtpCapabilities };
  expect(await call(browser, 'POST', `/join/${room.code}/path`, ask)).toEqual({ path: null });
  expect(browser.cookieHeader()).toBe('');
  const refused = (code: string) => refusal(browser, 'POST', `/join/${code}/path`, ask);
  expect(await refused('zzzz-zzzz-zzz')).toBe('code_unknown');
  const shut = await makeRoom(owner, { access: 'private' });
  expect(await refused(shut.code)).toBe('room_private');
  const dtls = {
    token: 'a'.repeat(32),
    dtlsParameters: { fingerprints: [{ algorithm: 'sha-256', value: 'aa' }] },
  };
  expect(await refusal(browser, 'POST', `/join/${room.code}/path/dtls`, dtls)).toBe(
    'media_not_found',
  );
});

test('JOIN-2 a guest gives a name and gets a key that opens this room and nothing else', async () => {
  const room = await makeRoom(owner);
  const other = await makeRoom(owner, { access: 'open' });
  const browser = server.browser();
  expect(await refusal(browser, 'POST', `/join/${room.code}`, {})).toBe('name_required');
  expect(await joinRefusal(browser, room.code, ' \u0007 ')).toBe('bad_request');
  const answer = await browser.send('POST', `/api/v1/join/${room.code}`, { name: '  Gus \n T. ' });
  expect(answer.body).toMatchObject({
    room: { id: room.id },
    me: { kind: 'guest', name: 'Gus T.' },
    role: 'guest',
  });
  const cookie = answer.headers.getSetCookie()[0] ?? '';
  expect(cookie).toContain(`${guestCookie(room.id)}=`);
  for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/', 'Max-Age=2592000']) {
    expect(cookie).toContain(part);
  }
  expect(cookie).not.toContain('Secure');
  const guest = { browser, id: '', name: 'Gus T.' };
  const live = await goLive(server, guest, room);
  await live.ask(roomOpen, { roomId: room.id });
  await expect(live.ask(roomOpen, { roomId: other.id })).rejects.toThrow('forbidden');
  await expect(goLive(server, guest, other)).rejects.toThrow('not_signed_in');
  await expect(goLive(server, guest)).rejects.toThrow('not_signed_in');
  expect(await refusal(browser, 'GET', '/rooms')).toBe('not_signed_in');
  live.close();
});

test('RT-13 who comes in with a line that was opened ahead asks on it at once, and has the key', async () => {
  const room = await makeRoom(owner);
  const ahead = await connectAhead(server.baseUrl);
  const browser = server.browser();
  const body = { name: 'Gus', line: ahead.line };
  const answer = await call<JoinAnswer>(browser, 'POST', `/join/${room.code}`, body);
  expect(answer).toMatchObject({ line: true, me: { kind: 'guest', name: 'Gus' } });
  expect(await ahead.welcomed).toEqual(answer.me);
  expect(await ahead.raw(roomOpen.name, { roomId: room.id })).toMatchObject({ ok: true });
  // After a lost line it is the key that opens the next one, as ever.
  ahead.close();
  const live = await goLive(server, { browser, id: answer.me.id, name: 'Gus' }, room);
  expect(live.me).toEqual(answer.me);
  live.close();
});

test('RT-13 a door that stays closed leaves the line nobody’s; a token of nobody is no hindrance', async () => {
  const [shut, room] = await Promise.all([makeRoom(owner, { access: 'private' }), makeRoom(owner)]);
  const ahead = await connectAhead(server.baseUrl);
  const browser = server.browser();
  const body = { name: 'Gus', line: ahead.line };
  expect(await refusal(browser, 'POST', `/join/${shut.code}`, body)).toBe('room_private');
  expect(await ahead.raw(roomOpen.name, { roomId: shut.id })).toMatchObject({ ok: false });
  ahead.close();
  await ahead.gone;
  await expect
    .poll(
      async () =>
        (await call<JoinAnswer>(server.browser(), 'POST', `/join/${room.code}`, body)).line,
    )
    .toBe(false);
});

test('RT-13 who is removed loses the line that was opened ahead, too', async () => {
  const room = await makeRoom(owner);
  const ahead = await connectAhead(server.baseUrl);
  const body = { name: 'Gus', line: ahead.line };
  const { me } = await call<JoinAnswer>(server.browser(), 'POST', `/join/${room.code}`, body);
  await server.rooms.forCalls.expel(room.id, me);
  await ahead.gone;
});

test('JOIN-2 the cookie is Secure where the browser came by https', async () => {
  const room = await makeRoom(owner);
  const host = new URL(server.baseUrl).host;
  const answer = await server
    .browser()
    .send('POST', `/api/v1/join/${room.code}`, { name: 'Gus' }, { origin: `https://${host}` });
  expect(answer.headers.getSetCookie()[0]).toContain('Secure');
});

test('JOIN-2 two rooms of the same minute have cookies of their own', () => {
  const [a, b] = [
    '0190a000-0000-7000-8000-00000000000a' as RoomId,
    '0190a000-0000-7000-8000-00000000000b' as RoomId,
  ];
  expect(guestCookie(a)).not.toBe(guestCookie(b));
});

test('JOIN-3 the same key is the same person tomorrow, under another name too', async () => {
  const room = await makeRoom(owner);
  const guest = await joinAsGuest(server, room.code, 'Gus');
  const live = await goLive(server, guest, room);
  const again = await join(guest.browser, room.code, 'Gustav');
  expect(again.me).toEqual({ ...guest.person, name: 'Gustav' });
  expect((await join(guest.browser, room.code)).me.name).toBe('Gustav');
  expect((await card(guest.browser, room.code)).me).toMatchObject({
    person: { id: guest.id, name: 'Gustav' },
    role: 'guest',
  });
  await live.ask(roomOpen, { roomId: room.id });
  expect((await say(live, room, 'under my new name')).author.name).toBe('Gustav');
  live.close();
});

test('JOIN-4 a private room refuses who has neither membership nor an invite', async () => {
  const room = await makeRoom(owner, { access: 'private' });
  expect(await cardRefusal(server.browser(), room.code)).toBe('room_private');
  expect(await joinRefusal(server.browser(), room.code)).toBe('room_private');
  expect(await joinRefusal(member.browser, room.code)).toBe('room_private');
  const invite = await makeInvite(owner, room);
  await join(member.browser, invite.code);
  expect((await join(member.browser, room.code)).role).toBe('participant');
});

test('JOIN-6 who was removed does not come back with the same key, nor as the same member', async () => {
  const room = await makeRoom(owner);
  const guest = await joinAsGuest(server, room.code, 'Gus');
  const live = await goLive(server, guest, room);
  await join(member.browser, room.code);
  await server.rooms.forCalls.expel(room.id, guest.person);
  await live.gone;
  expect(await cardRefusal(guest.browser, room.code)).toBe('removed');
  expect(await joinRefusal(guest.browser, room.code)).toBe('removed');
  await expect(goLive(server, guest, room)).rejects.toThrow('not_signed_in');
  await server.rooms.forCalls.expel(room.id, { id: member.id as never, kind: 'user' });
  expect(await joinRefusal(member.browser, room.code)).toBe('removed');
  expect(await refusal(member.browser, 'GET', `/rooms/${room.id}`)).toBe('removed');
});

describe('JOIN-7 codes that lead nowhere', () => {
  const school = '203.0.113.5';
  let strict: TestServer;
  let host: Somebody;
  beforeAll(async () => {
    strict = await createTestServer({ env: { RATE_LIMIT_FACTOR: '1', TRUST_PROXY: '1' } });
    host = await register(strict, 'Ada');
  });
  afterAll(() => strict.close());

  const look = async (code: string, browser = strict.browser(), from = school) => {
    const path = `/api/v1/join/${code}`;
    const answer = await browser.send<{ error?: { code: string } }>('GET', path, undefined, {
      'x-forwarded-for': from,
    });
    return answer.body.error?.code ?? 'open';
  };
  const wrong = (n: number) => `zuzu-zuzu-${String(n).padStart(3, 'z')}`;

  test('a class that comes at once by one link is let in, however it is typed', async () => {
    const { code } = await makeRoom(host);
    const answers = await Promise.all(
      Array.from({ length: 90 }, (_, n) => look(n % 2 ? code : code.toUpperCase())),
    );
    expect(new Set(answers)).toEqual(new Set(['open']));
  });

  test('who tries them is slowed, and learns no right one; whoever knows one comes in', async () => {
    const [used, fresh, visited, invited] = await Promise.all([
      makeRoom(host),
      makeRoom(host),
      makeRoom(host),
      makeRoom(host, { access: 'private' }),
    ]);
    const invite = await makeInvite(host, invited);
    const someone = await register(strict, 'Mel');
    const guest = await joinAsGuest(strict, visited.code, 'Gus');
    expect(await look(used.code)).toBe('open');
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => look(wrong(n))));
    expect(answers.filter((answer) => answer === 'code_unknown')).toHaveLength(60);
    expect(answers.filter((answer) => answer === 'rate_limited')).toHaveLength(140);

    // Neither a stranger nor an account of one's own finds out by trying.
    expect(await look(fresh.code)).toBe('rate_limited');
    expect(await look(fresh.code, someone.browser)).toBe('rate_limited');
    expect(await look(visited.code, someone.browser)).toBe('rate_limited');
    // What is known there, what nobody guesses, and who has a place.
    expect(await look(used.code)).toBe('open');
    expect(await look(invite.code)).toBe('open');
    expect(await look(visited.code, guest.browser)).toBe('open');
    expect(await look(fresh.code, host.browser)).toBe('open');
    // By the teacher's coming the class's link is known there.
    expect(await look(fresh.code)).toBe('open');
    expect(await look(wrong(0), host.browser)).toBe('rate_limited');
    // Others' addresses have nothing to do with it.
    expect(await look(wrong(0), strict.browser(), '203.0.113.6')).toBe('code_unknown');
  });

  test('SEC-7 one line with IPv6 has one count for all of its addresses', async () => {
    const answers = await Promise.all(
      Array.from({ length: 70 }, (_, n) => look(wrong(n), strict.browser(), `2001:db8:1:2::${n}`)),
    );
    expect(answers.filter((answer) => answer === 'rate_limited')).toHaveLength(10);
  });

  test('SEC-7 a site with many networks of IPv6 tries no more than ten lines would', async () => {
    const tries = [];
    for (let net = 0; net < 12; net++) {
      const round = Array.from({ length: 60 }, (_, n) =>
        look(wrong(n), strict.browser(), `2001:db8:7:${net.toString(16)}::1`),
      );
      tries.push(...(await Promise.all(round)));
    }
    expect(tries.filter((answer) => answer === 'code_unknown')).toHaveLength(600);
    expect(tries.slice(600)).not.toContain('code_unknown');
    expect(await look(wrong(0), strict.browser(), '2001:db8:8::1')).toBe('code_unknown');
  });

  test('the link of a room that was deleted is no guess', async () => {
    const room = await makeRoom(host);
    await call(host.browser, 'DELETE', `/rooms/${room.id}`);
    const answers = await Promise.all(
      Array.from({ length: 80 }, () => look(room.code, strict.browser(), '203.0.113.7')),
    );
    expect(new Set(answers)).toEqual(new Set(['room_deleted']));
    expect(await look(wrong(1), strict.browser(), '203.0.113.7')).toBe('code_unknown');
  });
});

test('INVITE-1 an expired, a revoked and a used-up invite each say which', async () => {
  const room = await makeRoom(owner);
  const [expired, revoked, single] = await Promise.all([
    makeInvite(owner, room, { expiresIn: 60 }),
    makeInvite(owner, room),
    makeInvite(owner, room, { maxUses: 1, label: ' For \n parents ' }),
  ]);
  expect(single).toMatchObject({ label: 'For parents', maxUses: 1, uses: 0, revokedAt: null });
  expect(expired.expiresAt).toBe(expired.createdAt + 60_000);
  await expire(expired);
  await revoke(room, revoked);
  await revoke(room, revoked);
  await joinAsGuest(server, single.code, 'Gus');
  const browser = server.browser();
  expect(await cardRefusal(browser, expired.code)).toBe('invite_expired');
  expect(await joinRefusal(browser, expired.code)).toBe('invite_expired');
  expect(await cardRefusal(browser, revoked.code)).toBe('invite_revoked');
  expect(await joinRefusal(browser, revoked.code)).toBe('invite_revoked');
  expect(await cardRefusal(browser, single.code)).toBe('invite_used_up');
  expect(await joinRefusal(browser, single.code)).toBe('invite_used_up');
});

test('INVITE-2 fifty at once by an invite for seven: seven are in', async () => {
  const room = await makeRoom(owner, { access: 'private' });
  const invite = await makeInvite(owner, room, { maxUses: 7 });
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, async (_, n) => {
      const answer = await server
        .browser()
        .send<{ error?: { code: string } }>('POST', `/api/v1/join/${invite.code}`, {
          name: `Guest ${n}`,
        });
      return answer.body.error?.code ?? 'in';
    }),
  );
  expect(outcomes.filter((outcome) => outcome === 'in')).toHaveLength(7);
  expect(outcomes.filter((outcome) => outcome === 'invite_used_up')).toHaveLength(43);
  expect(await usesOf(room, invite)).toBe(7);
  const made = await server.database.db.select().from(guests).where(eq(guests.roomId, room.id));
  expect(made).toHaveLength(7);
});

test('INVITE-2 one member who comes in several times at once is one use', async () => {
  const room = await makeRoom(owner, { access: 'private' });
  const invite = await makeInvite(owner, room, { maxUses: 5 });
  const someone = await register(server, 'Sam');
  await Promise.all(Array.from({ length: 8 }, () => join(someone.browser, invite.code)));
  expect(await usesOf(room, invite)).toBe(1);
  const stored = await server.database.db
    .select()
    .from(roomMembers)
    .where(eq(roomMembers.userId, someone.id));
  expect(stored).toHaveLength(1);
});

test('INVITE-3 coming back is not a use, also by an invite that is used up or expired', async () => {
  const room = await makeRoom(owner, { access: 'private' });
  const invite = await makeInvite(owner, room, { maxUses: 1, expiresIn: 3600 });
  const guest = await joinAsGuest(server, invite.code, 'Gus');
  expect((await join(guest.browser, invite.code, 'Gus')).me.id).toBe(guest.id);
  expect((await card(guest.browser, invite.code)).me?.person.id).toBe(guest.id);
  await expire(invite);
  expect((await join(guest.browser, invite.code)).me.id).toBe(guest.id);
  expect((await join(owner.browser, invite.code)).role).toBe('owner');
  expect(await usesOf(room, invite)).toBe(1);
});

test('JOIN-8 after an answer that was lost one is the same guest by the last use of an invite', async () => {
  const room = await makeRoom(owner, { access: 'private' });
  const invite = await makeInvite(owner, room, { maxUses: 1 });
  // A browser that never sees the answer has no key: each of these comes without one.
  const ask = (name: string, attempt: string) => {
    const browser = server.browser();
    const body = { name, attempt };
    return browser
      .send<JoinAnswer & { error?: { code: string } }>('POST', `/api/v1/join/${invite.code}`, body)
      .then((answer) => ({ ...answer, browser }));
  };
  const attempt = randomUUID();
  const [first, meanwhile] = await Promise.all([ask('Gus', attempt), ask('Gus', attempt)]);
  const later = await ask('Gustav', attempt);
  expect(first.body.me).toMatchObject({ kind: 'guest', name: 'Gus' });
  expect(meanwhile.body.me).toEqual(first.body.me);
  expect(later.body.me).toEqual({ ...first.body.me, name: 'Gustav' });
  expect(await usesOf(room, invite)).toBe(1);
  const guest = { browser: later.browser, id: later.body.me.id, name: 'Gustav' };
  const live = await goLive(server, guest, room);
  await live.ask(roomOpen, { roomId: room.id });
  live.close();

  expect((await ask('Gus', randomUUID())).body.error?.code).toBe('invite_used_up');
  await server.rooms.forCalls.expel(room.id, later.body.me);
  expect((await ask('Gus', attempt)).body.error?.code).toBe('removed');
});

test('INVITE-1 a revoked invite lets no guest come by it again; who is inside stays, with the line lost too', async () => {
  const room = await makeRoom(owner, { access: 'private' });
  const invite = await makeInvite(owner, room);
  const guest = await joinAsGuest(server, invite.code, 'Gus');
  await join(member.browser, invite.code);
  const live = await goLive(server, guest, room);
  await revoke(room, invite);
  expect(await cardRefusal(guest.browser, invite.code)).toBe('invite_revoked');
  expect(await joinRefusal(guest.browser, invite.code)).toBe('invite_revoked');
  await live.ask(roomOpen, { roomId: room.id });
  live.close();
  const back = await goLive(server, guest, room);
  await back.ask(roomOpen, { roomId: room.id });
  back.close();
  expect((await join(member.browser, invite.code)).role).toBe('participant');
});

test('INVITE-4 an invite opens its own room and no other', async () => {
  const [room, other] = await Promise.all([
    makeRoom(owner, { access: 'private' }),
    makeRoom(owner, { access: 'private' }),
  ]);
  const invite = await makeInvite(owner, room);
  const guest = await joinAsGuest(server, invite.code, 'Gus');
  expect(await joinRefusal(guest.browser, other.code)).toBe('room_private');
  const path = `/rooms/${other.id}/invites/${invite.id}`;
  expect(await refusal(owner.browser, 'DELETE', path)).toBe('not_found');
});

test('INVITE-5 only who leads the room sees, makes or revokes its invites', async () => {
  const room = await makeRoom(owner);
  const invite = await makeInvite(owner, room);
  await join(member.browser, room.code);
  const stranger = await register(server, 'Stan');
  const path = `/rooms/${room.id}/invites`;
  for (const [who, code] of [
    [member, 'forbidden'],
    [stranger, 'room_not_found'],
    [await joinAsGuest(server, room.code, 'Gus'), 'not_signed_in'],
  ] as const) {
    expect(await refusal(who.browser, 'GET', path)).toBe(code);
    expect(await refusal(who.browser, 'POST', path, {})).toBe(code);
    expect(await refusal(who.browser, 'DELETE', `${path}/${invite.id}`)).toBe(code);
  }
  expect(await usesOf(room, invite)).toBe(0);
});
