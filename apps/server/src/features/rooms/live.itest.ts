import { callJoin, callOver } from '@converge/protocol/realtime/call';
import { callRemove } from '@converge/protocol/realtime/moderation';
import { roomDeleted, roomLive, roomOpen } from '@converge/protocol/realtime/room';
import type { JoinCard } from '@converge/protocol/rest/join';
import type { OpenRoom, Room } from '@converge/protocol/rest/rooms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '../../../test/browser.ts';
import type { Live } from '../../../test/live.ts';
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
let owner: Somebody;

beforeAll(async () => {
  server = await createTestServer();
  owner = await register(server, 'Ada');
});
afterAll(() => server.close());

const card = (browser: Browser, room: Room) => call<JoinCard>(browser, 'GET', `/join/${room.code}`);

/** Enters the room's call, as a browser would. */
async function enter(who: Somebody, room: Room): Promise<Live> {
  const live = await goLive(server, who, room);
  await live.ask(roomOpen, { roomId: room.id });
  const { media } = await card(who.browser, room);
  await live.ask(callJoin, { roomId: room.id, rtpCapabilities: media });
  return live;
}

test('CALL-1 those who have a room open, its card and the main page show when it is live', async () => {
  const room = await makeRoom(owner, { access: 'open' });
  const watcher = await goLive(server, owner);
  await watcher.ask(roomOpen, { roomId: room.id });
  const begun = watcher.next(roomLive, ({ live }) => live !== null);
  const guest = await joinAsGuest(server, room.code, 'Gus');
  const inside = await enter(guest, room);
  const { live } = await begun;
  expect(live).toMatchObject({ count: 1 });
  expect(await card(server.browser(), room)).toMatchObject({ live, inside: ['Gus'] });
  const { rooms } = await call<{ rooms: OpenRoom[] }>(server.browser(), 'GET', '/rooms/open');
  expect(rooms[0]).toMatchObject({ id: room.id, live });
  const mine = async () =>
    (await call<{ room: Room }>(owner.browser, 'GET', `/rooms/${room.id}`)).room;
  expect((await mine()).live).toEqual(live);
  await expect.poll(async () => (await mine()).lastLiveAt).toBe(live?.since);
  const over = watcher.next(roomLive, (news) => news.live === null);
  await inside.raw('call.leave', { roomId: room.id });
  await over;
  expect(await card(server.browser(), room)).toMatchObject({ live: null, inside: [] });
  inside.close();
  watcher.close();
});

test('JOIN-5 where the policy hides people from each other, the card names nobody', async () => {
  const room = await makeRoom(owner);
  const inside = await enter(await joinAsGuest(server, room.code, 'Gus'), room);
  expect((await card(server.browser(), room)).inside).toEqual(['Gus']);
  const policy = { seeList: 'moderators' };
  await call(owner.browser, 'PATCH', `/rooms/${room.id}`, { policy });
  expect(await card(server.browser(), room)).toMatchObject({ live: { count: 1 }, inside: [] });
  inside.close();
});

test('ROOM-4 archiving ends the running call, and nobody begins another', async () => {
  const room = await makeRoom(owner);
  const guest = await joinAsGuest(server, room.code, 'Gus');
  const inside = await enter(guest, room);
  const { media } = await card(owner.browser, room);
  const over = inside.next(callOver);
  await call(owner.browser, 'POST', `/rooms/${room.id}/archive`);
  expect(await over).toEqual({ roomId: room.id, reason: 'ended' });
  const again = { roomId: room.id, rtpCapabilities: media };
  await expect(inside.ask(callJoin, again)).rejects.toThrow('room_archived');
  await call(owner.browser, 'POST', `/rooms/${room.id}/restore`);
  await inside.ask(callJoin, again);
  inside.close();
});

test('ROOM-5 deleting ends the running call and sends its guests away', async () => {
  const room = await makeRoom(owner);
  const inside = await enter(await joinAsGuest(server, room.code, 'Gus'), room);
  const told = Promise.all([inside.next(callOver), inside.next(roomDeleted)]);
  await call(owner.browser, 'DELETE', `/rooms/${room.id}`);
  expect(await told).toEqual([{ roomId: room.id, reason: 'ended' }, { roomId: room.id }]);
  await inside.gone;
});

test('MOD-3 JOIN-6 a guest who is removed from the call is out, and so is their key', async () => {
  const room = await makeRoom(owner);
  const guest = await joinAsGuest(server, room.code, 'Gus');
  const [host, inside] = [await enter(owner, room), await enter(guest, room)];
  const target = server.calls
    .find(room.id)
    ?.snapshot.participants.find(({ person }) => person.id === guest.id);
  if (!target) throw new Error('the guest is not in the call');
  const over = inside.next(callOver);
  await host.ask(callRemove, { roomId: room.id, participantId: target.id });
  expect(await over).toEqual({ roomId: room.id, reason: 'removed' });
  await inside.gone;
  expect(await refusal(guest.browser, 'GET', `/join/${room.code}`)).toBe('removed');
  await expect(goLive(server, guest, room)).rejects.toThrow('not_signed_in');
  host.close();
});
