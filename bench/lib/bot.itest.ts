import { when } from '@converge/client/state/value';
import { startServer, type TestServer } from '@converge/e2e/harness/server';
import {
  createAccount,
  createGuest,
  createRoom,
  type Visitor,
} from '@converge/e2e/harness/visitor';
import type { Room } from '@converge/protocol/rest/rooms';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Bot, receiving, startBot } from './bot.ts';
import { descendants } from './process.ts';
import { pathsFound } from './werift.ts';

let server: TestServer;
let owner: Visitor;
let room: Room;
let bots: Bot[] = [];

beforeAll(async () => {
  server = await startServer({ env: { RATE_LIMIT_FACTOR: '100' } });
  owner = await createAccount(server.url, 'Owner');
});
afterAll(() => server.dispose());
beforeEach(async () => {
  room = await createRoom(owner);
});
afterEach(() => {
  for (const bot of bots) bot.leave();
  bots = [];
});

/** Guests who are inside, all sending microphone and camera. */
async function enter(count: number): Promise<[Bot, ...Bot[]]> {
  const { media } = await owner.rest.join.card(room.code);
  for (let i = 0; i < count; i++) {
    const guest = await createGuest(server.url, room.code, `Bot ${i + 1}`);
    const { url } = server;
    const cookie = guest.cookieHeader;
    bots.push(await startBot({ url, cookie, roomId: room.id, guest: true, capabilities: media }));
  }
  const [first, ...others] = bots;
  if (!first) throw new Error('nobody entered');
  return [first, ...others];
}

/** Everybody receives two streams of everybody else, now. */
const allFlows = () => Promise.all(bots.map((bot) => receiving(bot, 2 * (bots.length - 1))));
const inside = (bot: Bot) => when(bot.call.state, ({ kind }) => kind === 'in');

test('CALL-2 MEDIA-5 three enter, and each receives microphone and camera of both others', async () => {
  await enter(3);
  await allFlows();
  const [a, b, c] = bots.map((bot) => bot.call.participants.get());
  expect(b).toEqual(a);
  expect(c).toEqual(a);
  for (const bot of bots) expect(bot.call.line.get()).toBe('good');
});

test('SEAT-3 media goes on through a lost line, without new transports', async () => {
  const [first] = await enter(2);
  await allFlows();
  const self = first.call.self.get()?.id;
  const tracks = first.call.tracks.get().map(({ track }) => track);
  const away = when(first.call.state, ({ kind }) => kind === 'reconnecting');
  first.cutLine();
  await away;
  await Promise.all([allFlows(), inside(first)]);
  await allFlows();
  expect(first.call.self.get()?.id).toBe(self);
  expect(first.call.tracks.get().map(({ track }) => track)).toEqual(tracks);
});

test('MEDIA-2 a muted microphone isn’t forwarded, and is heard again when it is unmuted', async () => {
  const [first, second] = await enter(2);
  await allFlows();
  const self = first.call.self.get()?.id;
  if (!self || !second) throw new Error('not inside');
  first.local.setMicrophone(false);
  await when(second.call.participants, (all) =>
    all.some((p) => p.id === self && p.media.microphone === 'paused'),
  );
  // What was under way has come when two more pictures have.
  for (let nr = 0; nr < 2; nr++) await receiving(second, 1);
  const heard = second.from(self, 'microphone')?.packets;
  await receiving(second, 1); // the camera goes on
  expect(second.from(self, 'microphone')?.packets).toBe(heard);
  first.local.setMicrophone(true);
  await allFlows();
});

test('RT-11 media goes on by the same transports after their paths were looked for anew, twice', async () => {
  const [first] = await enter(2);
  await allFlows();
  const tracks = first.call.tracks.get().map(({ track }) => track);
  for (let round = 1; round <= 2; round++) {
    const before = pathsFound();
    first.changeNetwork();
    await expect.poll(pathsFound).toBe(before + 2);
    await allFlows();
  }
  expect(first.call.tracks.get().map(({ track }) => track)).toEqual(tracks);
});

test('MEDIA-7 after the death of the media worker all flows again by itself', async () => {
  await enter(2);
  await allFlows();
  const before = bots.map((bot) => bot.call.self.get()?.id);
  const workers = descendants(server.pid, 'mediasoup-worke');
  expect(workers).toHaveLength(1);
  const fresh = bots.map((bot) => when(bot.call.tracks, (tracks) => tracks.length === 0));
  for (const pid of workers) process.kill(pid, 'SIGKILL');
  await Promise.all(fresh);
  await allFlows();
  expect(bots.map((bot) => bot.call.self.get()?.id)).toEqual(before);
});

test('RT-9 SEAT-4 after a restart of the server everybody is inside again and all flows', async () => {
  await enter(2);
  await allFlows();
  const gone = bots.map((bot) => when(bot.call.state, ({ kind }) => kind === 'reconnecting'));
  await server.stop();
  await Promise.all(gone);
  await server.start();
  await Promise.all(bots.map(inside));
  await allFlows();
});
