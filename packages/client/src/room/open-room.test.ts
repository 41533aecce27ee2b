import { presetPolicies } from '@converge/protocol/permissions';
import { roomDeleted, roomLive, roomUpdated } from '@converge/protocol/realtime/room';
import { expect, test } from 'vitest';
import { setUpRoom } from '../testing/in-room.ts';
import { makeRoom, roomId } from '../testing/make.ts';

test('ROOM-7 a room that is open follows what is changed about it, and keeps one’s own role', async () => {
  const { net, room } = setUpRoom();
  expect(room.state.get()).toEqual({ kind: 'opening' });
  await net.drain();
  expect(room.state.get()).toEqual({ kind: 'open', room: makeRoom() });
  const {
    role: _role,
    live: _live,
    ...shared
  } = makeRoom({
    name: 'Chemistry',
    policy: presetPolicies.class,
  });
  const [session] = net.sessions;
  session?.send(roomUpdated, { room: shared });
  session?.send(roomLive, { roomId: roomId(), live: { since: 5, count: 3 } });
  session?.send(roomLive, { roomId: roomId(2), live: null });
  await net.drain();
  expect(room.state.get()).toEqual({
    kind: 'open',
    room: makeRoom({ ...shared, live: { since: 5, count: 3 } }),
  });
});

test('ROOM-5 a room that is deleted while it is open says so, and isn’t opened again', async () => {
  const { net, room, server, rest } = setUpRoom();
  await net.drain();
  net.sessions[0]?.send(roomDeleted, { roomId: roomId() });
  await net.drain();
  expect(room.state.get()).toEqual({ kind: 'deleted' });
  await net.cut();
  await rest();
  expect(server.count('room.open')).toBe(1);
});

test('CHAT-4 a room is opened again on every new line, from the last known message', async () => {
  const { net, server, rest } = setUpRoom();
  server.write('one');
  await net.drain();
  await net.cut();
  await rest();
  const opened = server.requests.filter((r) => r.name === 'room.open').map((r) => r.payload);
  expect(opened).toEqual([{ roomId: roomId() }, { roomId: roomId(), after: 1 }]);
});

test('a room that isn’t ours to see is a failure with its code, until it is tried again', async () => {
  const { net, room, server } = setUpRoom();
  server.refusals.set('room.open', { code: 'forbidden', times: 1 });
  await net.drain();
  expect(room.state.get()).toEqual({ kind: 'failed', failure: { code: 'forbidden' } });
  room.retry();
  await net.drain();
  expect(room.state.get().kind).toBe('open');
});

test('a server that is busy is asked again by itself', async () => {
  const { room, server, rest } = setUpRoom();
  server.refusals.set('room.open', { code: 'unavailable', times: 3 });
  await rest();
  expect(room.state.get().kind).toBe('open');
  expect(server.count('room.open')).toBe(4);
});

test('closing tells the server, once, and nothing is heard any more', async () => {
  const { net, room, server } = setUpRoom();
  await net.drain();
  room.close();
  room.close();
  await net.drain();
  expect(server.count('room.close')).toBe(1);
  expect(server.listeners).toBe(0);
});

test('a room that is opened beside something more urgent asks for nothing before that is done', async () => {
  const { net, server, openPage } = setUpRoom();
  await net.drain();
  let done = () => {};
  const { room } = openPage(
    new Promise((resolve) => {
      done = resolve;
    }),
  );
  await net.drain();
  await net.cut();
  expect(server.count('room.open')).toBe(1);
  expect(room.state.get()).toEqual({ kind: 'opening' });
  done();
  await net.drain();
  expect(room.state.get()).toEqual({ kind: 'opening' });
});
