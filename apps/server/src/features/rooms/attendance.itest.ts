/** Who came and went, over the real interfaces: one line each, for who leads, kept as long as is set. */
import { callLeave } from '@converge/protocol/realtime/call';
import { callEnd } from '@converge/protocol/realtime/moderation';
import type { CallReportsAnswer, PastCall } from '@converge/protocol/rest/calls';
import type { Room } from '@converge/protocol/rest/rooms';
import { REST_PREFIX } from '@converge/protocol/version';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '../../../test/browser.ts';
import { createTestServer, type TestServer } from '../../../test/server.ts';
import {
  call,
  enterCall,
  goLive,
  join,
  joinAsGuest,
  makeRoom,
  refusal,
  register,
  type Somebody,
} from '../../../test/world.ts';

let server: TestServer;
let teacher: Somebody;

beforeAll(async () => {
  server = await createTestServer();
  teacher = await register(server, 'Tess');
});
afterAll(() => server.close());

const pastCalls = async (browser: Browser, room: Room): Promise<PastCall[]> =>
  (await call<CallReportsAnswer>(browser, 'GET', `/rooms/${room.id}/calls`)).calls;

/** A lesson to which Gleb comes twice and Mila, who belongs to the room, doesn't come. */
async function lesson() {
  const room = await makeRoom(teacher, { name: 'Физика; 8б' });
  const mila = await register(server, 'Mila');
  await join(mila.browser, room.code);
  const gleb = await joinAsGuest(server, room.code, '=Gleb');
  const t = await goLive(server, teacher);
  await enterCall(t, room);
  const first = await goLive(server, gleb, room);
  await enterCall(first, room);
  await first.ask(callLeave, { roomId: room.id });
  const again = await goLive(server, gleb, room);
  await enterCall(again, room);
  await t.ask(callEnd, { roomId: room.id });
  await expect.poll(async () => (await pastCalls(teacher.browser, room)).length).toBe(1);
  for (const live of [t, first, again]) live.close();
  return { room, mila, gleb };
}

test('ATT-1 ATT-2 ATT-3 ATT-4 a lesson as its teacher reads it, on the page and as a file', async () => {
  const { room, mila, gleb } = await lesson();
  const [kept] = await pastCalls(teacher.browser, room);
  expect(kept?.people).toMatchObject([
    { name: 'Tess', kind: 'user', id: teacher.id },
    { name: '=Gleb', kind: 'guest', id: gleb.id },
  ]);
  expect(kept?.people.map(({ stays }) => stays.length)).toEqual([1, 1]);
  expect(kept?.absent).toEqual([{ id: mila.id, name: 'Mila' }]);

  const path = `${REST_PREFIX}/rooms/${room.id}/attendance.csv`;
  const file = await teacher.browser.get<string>(`${path}?language=uk&timeZone=Europe/Kyiv`);
  expect(file.status).toBe(200);
  expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(file.headers.get('cache-control')).toBe('no-store');
  const named = /filename\*=UTF-8''(.+)$/.exec(file.headers.get('content-disposition') ?? '')?.[1];
  expect(decodeURIComponent(named ?? '')).toBe('Физика; 8б Відвідуваність.csv');
  const lines = file.body.replace('\uFEFF', '').trimEnd().split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[2]).toMatch(/^[\d: -]+,'=Gleb,гість,/);
  expect(lines[3]).toMatch(/,Mila,.*,не був,,,0,,$/);

  // An archived room is asked about, too; and one call alone.
  await call(teacher.browser, 'POST', `/rooms/${room.id}/archive`);
  const one = await teacher.browser.get<string>(`${path}?call=${kept?.id}`);
  expect(one.body).toContain('Minutes present');
  expect(one.body.trimEnd().split('\r\n')).toHaveLength(4);
});

test('ATT-3 who knocks at a door and isn’t let in isn’t absent; who belonged before is', async () => {
  const { room, mila } = await lesson();
  await call(teacher.browser, 'PATCH', `/rooms/${room.id}`, { door: 'lobby' });
  const eva = await register(server, 'Eva');
  await join(eva.browser, room.code);
  const t = await goLive(server, teacher);
  await enterCall(t, room);
  await t.ask(callEnd, { roomId: room.id });
  await expect.poll(async () => (await pastCalls(teacher.browser, room)).length).toBe(2);
  const [latest] = await pastCalls(teacher.browser, room);
  expect(latest?.absent).toEqual([{ id: mila.id, name: 'Mila' }]);
  t.close();
});

test('ATT-4 a hostile client that doesn’t lead gets neither page nor file, of no room and no call', async () => {
  const { room, mila, gleb } = await lesson();
  const [kept] = await pastCalls(teacher.browser, room);
  const stranger = await register(server, 'Eva');
  const own = await makeRoom(teacher);
  const paths = [
    `/rooms/${room.id}/calls`,
    `/rooms/${room.id}/attendance.csv`,
    `/rooms/${room.id}/attendance.csv?call=${kept?.id}`,
  ];
  for (const path of paths) {
    expect(await refusal(mila.browser, 'GET', path)).toBe('forbidden');
    // A guest's key opens the room and nothing of an account.
    expect(await refusal(gleb.browser, 'GET', path)).toBe('not_signed_in');
    expect(await refusal(server.browser(), 'GET', path)).toBe('not_signed_in');
    expect(await refusal(stranger.browser, 'GET', path)).toMatch(/^(forbidden|room_not_found)$/);
  }
  // Somebody else's call isn't to be had through a room one leads.
  const through = `/rooms/${own.id}/attendance.csv?call=${kept?.id}`;
  const answer = await teacher.browser.get<string>(`${REST_PREFIX}${through}`);
  expect(answer.body.trimEnd().split('\r\n')).toHaveLength(1);
  const nonsense = [
    'call=1',
    `call=${kept?.id}'--`,
    'language=xx',
    'timeZone=Nowhere/None',
    `timeZone=${'A'.repeat(5_000)}`,
  ];
  for (const query of nonsense) {
    const path = `/rooms/${room.id}/attendance.csv?${query}`;
    expect(await refusal(teacher.browser, 'GET', path)).toBe('bad_request');
  }
});

test('ATT-2 reports of earlier versions, without keys and stays, are read as well', async () => {
  const { room } = await lesson();
  await server.database.pool.query(
    `update call_reports set people = (
       select jsonb_agg(person - 'id' - 'stays') from jsonb_array_elements(people) person
     ) where room_id = $1`,
    [room.id],
  );
  const [kept] = await pastCalls(teacher.browser, room);
  expect(kept?.absent).toEqual([]);
  expect(kept?.people).toHaveLength(2);
  for (const { id, stays, arrivedAt, leftAt } of kept?.people ?? []) {
    expect(id).toBeNull();
    expect(stays).toEqual([{ from: arrivedAt, to: leftAt }]);
  }
});

test('ATT-5 however many calls there were, walking back meets each once, and the file of all has each', async () => {
  const { room } = await lesson();
  // Several began in the same moment, as where a clock was set back.
  await server.database.pool.query(
    `insert into call_reports (id, room_id, started_at, ended_at, people, state)
     select gen_random_uuid(), room_id, started_at - (n / 4) * interval '1 day',
       ended_at - (n / 4) * interval '1 day', people, state
     from call_reports, generate_series(1, 60) n where room_id = $1`,
    [room.id],
  );
  const met: PastCall[] = [];
  let query = '';
  for (let more = true; more; ) {
    const path = `/rooms/${room.id}/calls${query}`;
    const page = await call<CallReportsAnswer>(teacher.browser, 'GET', path);
    met.push(...page.calls);
    query = `?before=${page.calls.at(-1)?.id}`;
    more = page.more;
  }
  expect(met).toHaveLength(61);
  expect(new Set(met.map(({ id }) => id)).size).toBe(61);
  expect(met.map(({ startedAt }) => startedAt)).toEqual(
    met.map(({ startedAt }) => startedAt).sort((a, b) => b - a),
  );
  const path = `${REST_PREFIX}/rooms/${room.id}/attendance.csv`;
  const { body } = await teacher.browser.get<string>(path);
  const lines = body.trimEnd().split('\r\n').slice(1);
  expect(lines.filter((line) => line.includes("'=Gleb"))).toHaveLength(61);
  expect(await refusal(teacher.browser, 'GET', `/rooms/${room.id}/calls?before=1`)).toBe(
    'bad_request',
  );
});

test('ATT-5 the retention that is set takes attendance with it', async () => {
  const { room } = await lesson();
  await server.database.pool.query(
    `update call_reports set started_at = now() - interval '40 days',
       ended_at = now() - interval '40 days' where room_id = $1`,
    [room.id],
  );
  await server.retention.sweep();
  expect(await pastCalls(teacher.browser, room)).toHaveLength(1);
  await call(teacher.browser, 'PATCH', '/admin/settings', { retention: { calls: 30 } });
  await server.retention.sweep();
  expect(await pastCalls(teacher.browser, room)).toEqual([]);
  const file = await teacher.browser.get<string>(`${REST_PREFIX}/rooms/${room.id}/attendance.csv`);
  expect(file.body).not.toContain('Gleb');
});
