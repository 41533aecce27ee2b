import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chatHistory, type Message } from '@converge/protocol/realtime/chat';
import type { Room } from '@converge/protocol/rest/rooms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBrowser } from './browser.ts';
import { connectLive, type Live } from './live.ts';
import { type ServerProcess, startServerProcess } from './process.ts';
import {
  goLive,
  joinAsGuest,
  makeRoom,
  newClientId,
  type Reachable,
  register,
  type Somebody,
  say,
} from './world.ts';

let folder: string;
let dataDir: string;
let server: ServerProcess | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'converge-kill-'));
  dataDir = join(folder, 'data');
});
afterAll(async () => {
  await server?.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
}, 60_000);

/** On the same data each time, with a PostgreSQL of its own: durable, as in a real installation. */
async function start(): Promise<Reachable> {
  server = await startServerProcess({ DATA_DIR: dataDir, RATE_LIMIT_FACTOR: '1000' });
  const { baseUrl } = server;
  return { baseUrl, browser: () => createBrowser(baseUrl) };
}

/** One who writes all the time, several messages under way at once, and keeps count. */
class Writer {
  readonly acknowledged: Message[] = [];
  /** Sent, and nobody said what became of it. */
  readonly open = new Map<string, { clientId: ReturnType<typeof newClientId>; text: string }>();
  readonly #name: string;
  readonly #room: Room;
  #count = 0;

  constructor(name: string, room: Room) {
    this.#name = name;
    this.#room = room;
  }

  /** Sends again what is open, then new messages until the connection is gone. */
  async writeUntilGone(live: Live, parallel: number): Promise<void> {
    await Promise.all([...this.open.values()].map((draft) => this.#send(live, draft)));
    const one = async (): Promise<void> => {
      while (live.socket.connected) {
        this.#count += 1;
        await this.#send(live, { clientId: newClientId(), text: `${this.#name} ${this.#count}` });
      }
    };
    await Promise.all(Array.from({ length: parallel }, one));
  }

  async #send(
    live: Live,
    draft: { clientId: ReturnType<typeof newClientId>; text: string },
  ): Promise<void> {
    this.open.set(draft.clientId, draft);
    const message = await Promise.race([
      say(live, this.#room, draft.text, draft.clientId),
      live.gone.then(() => null),
    ]);
    if (!message) return;
    this.acknowledged.push(message);
    this.open.delete(draft.clientId);
  }
}

async function wholeHistory(live: Live, room: Room): Promise<Message[]> {
  const all: Message[] = [];
  for (;;) {
    const after = all.at(-1)?.seq ?? 0;
    const page = await live.ask(chatHistory, { roomId: room.id, after, limit: 200 });
    if (page.messages.length === 0) return all;
    all.push(...page.messages);
  }
}

test('CHAT-5 OPS-4 after a kill under load every acknowledged message is there, and none twice', async () => {
  let reachable = await start();
  const owner = await register(reachable, 'Ada');
  const room = await makeRoom(owner);
  const people: Somebody[] = [owner];
  for (let n = 0; n < 9; n += 1) people.push(await joinAsGuest(reachable, room.code, `Guest ${n}`));
  const writers = people.map(({ name }) => new Writer(name, room));
  const acknowledged = () => writers.flatMap((writer) => writer.acknowledged);

  for (let round = 1; round <= 2; round += 1) {
    const goal = acknowledged().length + 300;
    const lives = await Promise.all(people.map((who) => goLive(reachable, who, room)));
    const writing = writers.map((writer, at) => writer.writeUntilGone(lives[at] as Live, 4));
    await expect.poll(() => acknowledged().length, { timeout: 15_000 }).toBeGreaterThan(goal);
    await server?.end('SIGKILL');
    await Promise.all(writing);
    expect(writers.some(({ open }) => open.size > 0)).toBe(true);
    reachable = await start();
  }

  // The clients come back once more and finish what they had begun.
  const lives = await Promise.all(people.map((who) => goLive(reachable, who, room)));
  for (const [at, writer] of writers.entries()) {
    await writer.writeUntilGone(lives[at] as Live, 0);
    expect(writer.open.size).toBe(0);
  }

  const reader = await connectLive(reachable.baseUrl, { cookie: owner.browser.cookieHeader() });
  const history = await wholeHistory(reader, room);
  expect(history.map(({ seq }) => seq)).toEqual(history.map((_, at) => at + 1));
  expect(new Set(history.map(({ clientId }) => clientId)).size).toBe(history.length);
  const bySeq = new Map(history.map((message) => [message.seq, message]));
  for (const message of acknowledged()) expect(bySeq.get(message.seq)).toEqual(message);
  expect(history).toHaveLength(acknowledged().length);
  for (const live of [...lives, reader]) live.close();
}, 90_000);
