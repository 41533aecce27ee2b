/** Calls in the whole server: rooms, live connections and media workers together. */
import type { RoomId } from '@converge/protocol/ids';
import { callJoin, callLeave, callOver } from '@converge/protocol/realtime/call';
import { mediaConsumersOpened, mediaProduce } from '@converge/protocol/realtime/media';
import { callBan, callRemove } from '@converge/protocol/realtime/moderation';
import { roomLive, roomOpen } from '@converge/protocol/realtime/room';
import type { JoinCard } from '@converge/protocol/rest/join';
import type { OpenRoom, Room } from '@converge/protocol/rest/rooms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Live } from '../../test/live.ts';
import { mediaWorkers } from '../../test/processes.ts';
import { createTestServer, type TestServer } from '../../test/server.ts';
import {
  admitted,
  call,
  goLive,
  join,
  joinAsGuest,
  makeRoom,
  refusal,
  register,
  type Somebody,
  say,
} from '../../test/world.ts';

let server: TestServer;
let teacher: Somebody;

beforeAll(async () => {
  server = await createTestServer();
  teacher = await register(server, 'Tess');
});
afterAll(() => server.close());

const card = (room: Room) => call<JoinCard>(server.browser(), 'GET', `/join/${room.code}`);

/** Enters as a browser would, with what the card says about media. */
async function enter(live: Live, room: Room) {
  const { media } = await card(room);
  return admitted(await live.ask(callJoin, { roomId: room.id, rtpCapabilities: media }));
}
const metric = async (name: string): Promise<number> => {
  const answer = await fetch(`${server.baseUrl}/metrics`);
  const line = (await answer.text()).split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.split(' ')[1] ?? Number.NaN);
};

test('CALL-1 a room is live while somebody is in its call, wherever one looks', async () => {
  const room = await makeRoom(teacher, { access: 'open' });
  const live = await goLive(server, teacher);
  await live.ask(roomOpen, { roomId: room.id });
  const news = live.next(roomLive, ({ live: now }) => now !== null);
  const admission = await enter(live, room);
  expect(admission.call.participants).toMatchObject([{ role: 'owner', presence: 'here' }]);
  expect(admission.transports.send.iceCandidates.map(({ address }) => address)).toContain(
    '127.0.0.1',
  );
  expect(await news).toMatchObject({ live: { count: 1 } });

  expect(await card(room)).toMatchObject({ live: { count: 1 }, inside: ['Tess'] });
  const { rooms } = await call<{ rooms: OpenRoom[] }>(server.browser(), 'GET', '/rooms/open');
  expect(rooms.find(({ id }) => id === room.id)?.live?.count).toBe(1);
  expect(await metric('converge_calls')).toBe(1);
  expect(await metric('converge_participants{presence="here"}')).toBe(1);
  expect(await metric('converge_transports')).toBe(2);

  const over = live.next(roomLive, ({ live: now }) => now === null);
  await live.ask(callLeave, { roomId: room.id });
  await over;
  const after = await call<{ room: Room }>(teacher.browser, 'GET', `/rooms/${room.id}`);
  expect(after.room.live).toBeNull();
  expect(after.room.lastLiveAt).toBeGreaterThan(room.createdAt);
  live.close();
});

test('MOD-3 JOIN-6 a guest who is removed is out, and the key opens nothing any more', async () => {
  const room = await makeRoom(teacher);
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  const [t, g] = [await goLive(server, teacher), await goLive(server, guest, room)];
  await enter(t, room);
  const { participantId } = await enter(g, room);
  const over = g.next(callOver);
  await t.ask(callRemove, { roomId: room.id, participantId });
  expect(await over).toEqual({ roomId: room.id, reason: 'removed' });
  await g.gone;
  await expect(goLive(server, guest, room)).rejects.toThrow();
  t.close();
});

test('MOD-14 MOD-3 a removal ends with its call: the same key opens the next one, and no sooner', async () => {
  const room = await makeRoom(teacher);
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  const banned = await joinAsGuest(server, room.code, 'Boris');
  const t = await goLive(server, teacher);
  await enter(t, room);
  for (const [who, request] of [
    [guest, callRemove],
    [banned, callBan],
  ] as const) {
    const live = await goLive(server, who, room);
    const { participantId } = await enter(live, room);
    await t.ask(request, { roomId: room.id, participantId });
    await live.gone;
  }
  expect(await refusal(guest.browser, 'GET', `/join/${room.code}`)).toBe('removed');
  await t.ask(callLeave, { roomId: room.id });
  await expect
    .poll(() => refusal(guest.browser, 'GET', `/join/${room.code}`))
    .toBe('not refused: 200');
  expect((await join(guest.browser, room.code)).me.id).toBe(guest.id);
  const again = await goLive(server, guest, room);
  await enter(again, room);
  expect(await refusal(banned.browser, 'GET', `/join/${room.code}`)).toBe('removed');
  again.close();
  t.close();
});

test('ROOM-4 archiving a room ends its call for those inside', async () => {
  const room = await makeRoom(teacher);
  const live = await goLive(server, teacher);
  await enter(live, room);
  const over = live.next(callOver);
  await call(teacher.browser, 'POST', `/rooms/${room.id}/archive`);
  expect(await over).toEqual({ roomId: room.id, reason: 'ended' });
  await expect(enter(live, room)).rejects.toThrow('room_archived');
  live.close();
});

test('CALL-6 a policy that is changed over REST holds in the call at once', async () => {
  const room = await makeRoom(teacher);
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  const [t, g] = [await goLive(server, teacher), await goLive(server, guest, room)];
  await enter(t, room);
  const { transports } = await enter(g, room);
  await call(teacher.browser, 'PATCH', `/rooms/${room.id}`, { policy: { camera: 'moderators' } });
  await expect(
    g.ask(mediaProduce, {
      transportId: transports.send.id,
      source: 'camera',
      kind: 'video',
      rtpParameters: { codecs: [] },
    }),
  ).rejects.toThrow('forbidden');
  t.close();
  g.close();
});

test('CALL-4 a call of a room that isn’t there, or isn’t theirs, refuses', async () => {
  const room = await makeRoom(teacher, { access: 'private' });
  const stranger = await register(server, 'Eva');
  const live = await goLive(server, stranger);
  const ask = (roomId: RoomId) => live.ask(callJoin, { roomId, rtpCapabilities: {} });
  await expect(ask(room.id)).rejects.toThrow('room_not_found');
  await expect(ask('0190a000-0000-7000-8000-00000000dead' as RoomId)).rejects.toThrow(
    'room_not_found',
  );
  live.close();
});

test('OPS-2 OPS-6 readiness and metrics speak of the media workers', async () => {
  const ready = await fetch(`${server.baseUrl}/readyz`);
  expect(ready.status).toBe(200);
  expect(await metric('converge_media_workers')).toBe(1);
  await expect
    .poll(() => metric('converge_media_worker_cpu_seconds_total{worker="0"}'))
    .toBeGreaterThan(0);
});

test('OPS-6 /metrics counts streams, sockets and messages, and how long answers took', async () => {
  const room = await makeRoom(teacher);
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  const [t, g] = [await goLive(server, teacher), await goLive(server, guest, room)];
  await enter(g, room);
  const { transports } = await enter(t, room);
  const opened = g.next(mediaConsumersOpened);
  await t.ask(mediaProduce, {
    transportId: transports.send.id,
    source: 'microphone',
    kind: 'audio',
    rtpParameters: {
      codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 }],
      encodings: [{ ssrc: 1111 }],
    },
  });
  await opened;
  const stored = await metric('converge_chat_messages_total');
  await t.ask(roomOpen, { roomId: room.id });
  await say(t, room, 'counted');
  expect(await metric('converge_producers')).toBe(1);
  expect(await metric('converge_consumers')).toBe(1);
  expect(await metric('converge_chat_messages_total')).toBe(stored + 1);
  expect(await metric('converge_requests_total{request="chat.send",outcome="ok"}')).toBe(1);
  expect(await metric('converge_request_seconds_count{request="chat.send"}')).toBe(1);
  const route = 'method="GET",route="/api/v1/join/:code",status="200"';
  expect(await metric(`converge_http_request_seconds_count{${route}}`)).toBeGreaterThan(0);
  // Those of the tests before may be on their way out.
  await expect.poll(() => metric('converge_sockets')).toBe(2);
  for (const live of [t, g]) live.close();
});

test('OPS-2 a media worker that hangs is named by /readyz, and one that died is replaced', async () => {
  const readiness = async () => (await server.browser().get('/readyz')).body;
  const failing = { status: 'failing', failing: ['media worker'] };
  const ready = { status: 'ready', failing: [] };
  const [pid] = await mediaWorkers();
  if (pid === undefined) throw new Error('one runs');
  process.kill(pid, 'SIGSTOP');
  expect(await readiness()).toEqual(failing);
  process.kill(pid, 'SIGCONT');
  await expect.poll(readiness).toEqual(ready);
  // Stopped first: until it is gone it answers nothing, so no look at it falls between the two.
  process.kill(pid, 'SIGSTOP');
  process.kill(pid, 'SIGKILL');
  await expect.poll(readiness).toEqual(ready);
  expect(await mediaWorkers()).not.toContain(pid);
  expect(await metric('converge_media_worker_deaths_total{reason="ended"}')).toBe(1);
  expect(await metric('converge_media_worker_deaths_total{reason="hung"}')).toBe(0);
});
