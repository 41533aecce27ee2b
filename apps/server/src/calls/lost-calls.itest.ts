/** A class behind one router that is away for longer than a seat is held, in the whole server. */
import { limits } from '@converge/protocol/limits';
import { callChanged, callJoin } from '@converge/protocol/realtime/call';
import { callEnd, callGrant, callRemove } from '@converge/protocol/realtime/moderation';
import type { CallReportsAnswer } from '@converge/protocol/rest/calls';
import type { Room } from '@converge/protocol/rest/rooms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type TestServer } from '../../test/server.ts';
import {
  call,
  enterCall,
  goLive,
  joinAsGuest,
  knock,
  makeRoom,
  refusal,
  register,
  type Somebody,
} from '../../test/world.ts';
import { routerCapabilities } from '../media/codecs.ts';

let server: TestServer;
let teacher: Somebody;

beforeAll(async () => {
  // What is looked at here begins where seats are given up.
  Object.assign(limits, { seatMs: 100 });
  server = await createTestServer();
  teacher = await register(server, 'Tess');
});
afterAll(() => server.close());

async function inside(who: Somebody, room: Room, at: TestServer = server) {
  const live = await goLive(at, who, room);
  return { live, ...(await enterCall(live, room)) };
}

const door = (room: Room, to: Room['door']) =>
  call(teacher.browser, 'PATCH', `/rooms/${room.id}`, { door: to });

/** Tess and Gleb behind a locked door, Gleb with the floor; Boris was removed. All are lost. */
async function lostLesson() {
  const room = await makeRoom(teacher, { preset: 'class', access: 'open' });
  const gleb = await joinAsGuest(server, room.code, 'Gleb');
  const boris = await joinAsGuest(server, room.code, 'Boris');
  const [t, g, b] = [
    await inside(teacher, room),
    await inside(gleb, room),
    await inside(boris, room),
  ];
  const upon = { roomId: room.id, participantId: g.participantId, capability: 'speak' } as const;
  await t.live.ask(callGrant, { ...upon, allowed: true, forCall: true });
  await door(room, 'locked');
  await t.live.ask(callRemove, { roomId: room.id, participantId: b.participantId });
  for (const one of [t, g]) one.live.socket.io.engine.close();
  await expect.poll(() => lostAt(room)).not.toBeNull();
  return { room, gleb, boris };
}

async function lostAt(room: Room): Promise<Date | null> {
  const { rows } = await server.database.pool.query('select lost_at from rooms where id = $1', [
    room.id,
  ]);
  return rows[0].lost_at;
}

/** The server ends and another one begins; here both are there. */
async function afterRestart<T>(task: (second: TestServer) => Promise<T>): Promise<T> {
  const second = await createTestServer({ env: { DATABASE_URL: server.databaseUrl } });
  try {
    return await task(second);
  } finally {
    await second.close();
  }
}

const cardOf = (who: Somebody, room: Room) => refusal(who.browser, 'GET', `/join/${room.code}`);

test('SEAT-7 LOBBY-5 FLOOR-1 behind a locked door all come back as what they were, and nobody else', async () => {
  const { room, gleb, boris } = await lostLesson();
  const g = await inside(gleb, room);
  expect(g.call.participants).toMatchObject([{ grants: { speak: true }, floor: ['speak'] }]);
  await expect.poll(() => lostAt(room)).toBeNull();
  const t = await inside(teacher, room);
  expect(await cardOf(boris, room)).toBe('removed');
  expect(await refusal(server.browser(), 'POST', `/join/${room.code}`, { name: 'New' })).toBe(
    'room_locked',
  );
  const list = () => call<CallReportsAnswer>(teacher.browser, 'GET', `/rooms/${room.id}/calls`);
  await t.live.ask(callEnd, { roomId: room.id });
  // Whoever was lost was there until then, in the one call as in the other.
  await expect.poll(async () => (await list()).calls.length).toBe(2);
  for (const { people } of (await list()).calls) {
    const who = people.filter(({ name }) => name !== 'Boris');
    expect(who.map(({ stays }) => stays.length)).toEqual([1, 1]);
  }
  // Its end was decided: all of it is over.
  await expect
    .poll(() => knock(g.live, room).catch(({ message }: Error) => message))
    .toBe('room_locked');
  await expect.poll(() => cardOf(boris, room)).toBe('room_locked');
  for (const { live } of [g, t]) live.close();
});

test('SEAT-7 LOBBY-4 a restart in between changes nothing, and the next server counts on from when they were lost', async () => {
  const { room, gleb, boris } = await lostLesson();
  await door(room, 'lobby');
  await afterRestart(async (second) => {
    const again = await inside(gleb, room, second);
    expect(again.call.participants).toMatchObject([{ floor: ['speak'] }]);
    await expect.poll(() => lostAt(room)).toBeNull();
    again.live.close();
  });
  await server.database.pool.query(
    `update rooms set lost_at = now() - interval '11 minutes' where id = $1`,
    [room.id],
  );
  await afterRestart(async (second) => {
    const back = await goLive(second, gleb, room);
    await expect.poll(async () => (await knock(back, room)).state).toBe('waiting');
    await expect.poll(() => cardOf(boris, room)).toBe('not refused: 200');
    expect(await lostAt(room)).toBeNull();
    back.close();
  });
});

test('SEAT-7 archived meanwhile, it is over', async () => {
  const { room, gleb } = await lostLesson();
  await call(teacher.browser, 'POST', `/rooms/${room.id}/archive`);
  await expect.poll(() => lostAt(room)).toBeNull();
  await call(teacher.browser, 'POST', `/rooms/${room.id}/restore`);
  const back = await goLive(server, gleb, room);
  await expect(knock(back, room)).rejects.toThrow('room_locked');
  back.close();
});

test('QUAL-9 METRIC-1 whose line was away for longer than the seat was held has returned, in the report and in the count', async () => {
  const counted = async () => {
    const text = await (await fetch(`${server.baseUrl}/metrics`)).text();
    return Number(/^converge_call_reconnects_total{to="sfu"} (\d+)$/m.exec(text)?.[1] ?? 0);
  };
  const before = await counted();
  const room = await makeRoom(teacher, { access: 'open' });
  const gleb = await joinAsGuest(server, room.code, 'Gleb');
  const [t, g] = [await inside(teacher, room), await inside(gleb, room)];
  const lost = t.live.next(callChanged, ({ change }) => change.type === 'left');
  g.live.socket.io.engine.close();
  expect((await lost).change).toMatchObject({ reason: 'lost' });
  const back = await goLive(server, gleb, room);
  await back.ask(callJoin, {
    ...{ roomId: room.id, rtpCapabilities: routerCapabilities(), returning: true },
  });
  await t.live.ask(callEnd, { roomId: room.id });
  const calls = async () =>
    (await call<CallReportsAnswer>(teacher.browser, 'GET', `/rooms/${room.id}/calls`)).calls;
  await expect.poll(async () => (await calls()).length).toBe(1);
  const people = (await calls())[0]?.people.map(({ name, reconnects, stays }) => ({
    ...{ name, reconnects, stays: stays.length },
  }));
  expect(people).toEqual([
    { name: 'Tess', reconnects: 0, stays: 1 },
    { name: 'Gleb', reconnects: 1, stays: 1 },
  ]);
  expect(await counted()).toBe(before + 1);
  for (const live of [t.live, back]) live.close();
});
