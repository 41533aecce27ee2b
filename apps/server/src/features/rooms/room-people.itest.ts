/** The people of a room, and what is decided about them without a call. */
import type { RoomId } from '@converge/protocol/ids';
import { lobbyDecided } from '@converge/protocol/realtime/lobby';
import { callGrant } from '@converge/protocol/realtime/moderation';
import { roomRole } from '@converge/protocol/realtime/room';
import type { AuditAnswer, BansAnswer } from '@converge/protocol/rest/moderation';
import type { RoomPeopleAnswer } from '@converge/protocol/rest/room-people';
import type { Room } from '@converge/protocol/rest/rooms';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
let helper: Somebody;

beforeAll(async () => {
  server = await createTestServer();
  admin = await register(server, 'Ada');
  owner = await register(server, 'Tess');
  member = await register(server, 'Mila');
  helper = await register(server, 'Henk');
  await server.database.pool.query(`update users set role = 'teacher' where id = any($1)`, [
    [owner.id, helper.id],
  ]);
});
afterAll(() => server.close());

const peopleOf = async (who: Somebody, roomId: RoomId) =>
  (await call<RoomPeopleAnswer>(who.browser, 'GET', `/rooms/${roomId}/people`)).people;
const path = (room: Room, who: Somebody) => `/rooms/${room.id}/people/${who.id}`;

/** A room with a moderator, a member and a guest, nobody of whom is there any more. */
async function school() {
  const room = await makeRoom(owner, { access: 'open', preset: 'class' });
  for (const one of [member, helper]) await join(one.browser, room.code);
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  await call(owner.browser, 'PATCH', path(room, helper), { role: 'moderator' });
  return { room, guest };
}

test('ROOM-13 who leads sees who belongs to the room, what they are and what lasts; who only knocked isn’t there', async () => {
  const { room, guest } = await school();
  const t = await goLive(server, owner);
  const g = await goLive(server, guest, room);
  await enterCall(t, room);
  const { participantId } = await enterCall(g, room);
  const grant = { roomId: room.id, participantId, allowed: true } as const;
  await t.ask(callGrant, { ...grant, capability: 'chat' });
  await t.ask(callGrant, { ...grant, capability: 'speak', forCall: true });
  for (const live of [t, g]) live.close();
  await call(owner.browser, 'PATCH', `/rooms/${room.id}`, { door: 'lobby' });
  await joinAsGuest(server, room.code, 'Before the door');
  const seen = await peopleOf(helper, room.id);
  expect(seen.map(({ person, role, grants }) => [person.name, role, grants])).toEqual([
    ['Tess', 'owner', {}],
    ['Henk', 'moderator', {}],
    ['Mila', 'participant', {}],
    ['Gleb', 'guest', { chat: true }],
  ]);
  expect(await peopleOf(admin, room.id)).toEqual(seen);
  for (const [who, code] of [
    [member, 'forbidden'],
    [guest, 'not_signed_in'],
  ] as const) {
    expect(await refusal(who.browser, 'GET', `/rooms/${room.id}/people`)).toBe(code);
  }
});

test('MOD-15 AUDIT-1 an absent moderator is dismissed, a grant taken back, and the room handed over without a call', async () => {
  const { room, guest } = await school();
  const told = await goLive(server, helper);
  const role = told.next(roomRole);
  await call(owner.browser, 'PATCH', path(room, helper), { role: 'participant' });
  expect(await role).toEqual({ roomId: room.id, role: 'participant' });
  expect(await refusal(helper.browser, 'GET', `/rooms/${room.id}/people`)).toBe('forbidden');

  const g = await goLive(server, guest, room);
  await call(owner.browser, 'PATCH', path(room, guest), { capability: 'chat', allowed: true });
  await say(g, room, 'I may');
  await call(owner.browser, 'PATCH', path(room, guest), { capability: 'chat', allowed: null });
  await expect(say(g, room, 'No more')).rejects.toThrow('forbidden');

  await call(owner.browser, 'POST', `/rooms/${room.id}/owner`, { ownerId: helper.id });
  expect((await peopleOf(helper, room.id)).map(({ role }) => role)).toEqual([
    'owner',
    'moderator',
    'participant',
    'guest',
  ]);
  const { entries } = await call<AuditAnswer>(helper.browser, 'GET', `/rooms/${room.id}/audit`);
  expect(entries.map(({ action, target }) => [action, target?.name])).toEqual([
    ['handOver', 'Henk'],
    ['grant', 'Gleb'],
    ['grant', 'Gleb'],
    ['appoint', 'Henk'],
    ['appoint', 'Henk'],
  ]);
  for (const live of [told, g]) live.close();
});

test('MOD-15 MOD-8 MOD-9 who isn’t in the call is banned, with the network if so chosen, and who waits in the lobby is', async () => {
  const { room, guest } = await school();
  await call(owner.browser, 'POST', `${path(room, member)}/ban`, {});
  expect(await refusal(member.browser, 'POST', `/join/${room.code}`, {})).toBe('removed');
  await call(owner.browser, 'PATCH', `/rooms/${room.id}`, { door: 'lobby' });
  const ringing = await joinAsGuest(server, room.code, 'Rings and rings');
  const r = await goLive(server, ringing, room);
  expect(await knock(r, room)).toMatchObject({ state: 'waiting' });
  const decided = r.next(lobbyDecided);
  await call(helper.browser, 'POST', `${path(room, ringing)}/ban`, {});
  expect(await decided).toMatchObject({ decision: 'refused' });
  await r.gone;
  expect(await refusal(ringing.browser, 'POST', `/join/${room.code}`, {})).toBe('removed');

  const address = { address: true };
  await call(owner.browser, 'POST', `${path(room, guest)}/ban`, address);
  const newcomer = server.browser();
  expect(await refusal(newcomer, 'POST', `/join/${room.code}`, { name: 'New' })).toBe('removed');
  const { bans } = await call<BansAnswer>(owner.browser, 'GET', `/rooms/${room.id}/bans`);
  expect(bans.map((ban) => [ban.person.name, ban.address, ban.by])).toEqual([
    ['Gleb', true, 'Tess'],
    ['Rings and rings', false, 'Henk'],
    ['Mila', false, 'Tess'],
  ]);
  const left = (await peopleOf(owner, room.id)).map(({ person }) => person.name);
  expect(left).toEqual(['Tess', 'Henk']);
});

test('MOD-15 PERM-1 PERM-6 PERM-10 nobody does without a call what they may not do in one', async () => {
  const { room, guest } = await school();
  const acts = (target: Somebody) =>
    [
      ['PATCH', path(room, target), { role: 'moderator' }],
      ['PATCH', path(room, target), { role: 'participant' }],
      ['PATCH', path(room, target), { capability: 'speak', allowed: true }],
      ['POST', `${path(room, target)}/ban`, { address: true }],
    ] as const;
  for (const target of [owner, helper, member, guest]) {
    for (const [method, at, body] of acts(target)) {
      expect(await refusal(member.browser, method, at, body), at).toBe('forbidden');
      expect(await refusal(guest.browser, method, at, body), at).toBe('not_signed_in');
    }
  }
  for (const target of [owner, helper]) {
    for (const [method, at, body] of acts(target)) {
      expect(await refusal(helper.browser, method, at, body), at).toBe('forbidden');
    }
  }
  // Nobody is made to lead by a moderator, no guest by anybody, and no owner is dismissed.
  expect(await refusal(helper.browser, 'PATCH', path(room, member), { role: 'moderator' })).toBe(
    'forbidden',
  );
  for (const target of [guest, owner]) {
    expect(await refusal(owner.browser, 'PATCH', path(room, target), { role: 'moderator' })).toBe(
      'forbidden',
    );
  }
  expect(await refusal(owner.browser, 'PATCH', path(room, admin), { role: 'moderator' })).toBe(
    'not_found',
  );
});
