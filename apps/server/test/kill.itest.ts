import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientMessageId } from '@converge/protocol/ids';
import { chatHistory, type Message } from '@converge/protocol/realtime/chat';
import type { Room } from '@converge/protocol/rest/rooms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBrowser } from './browser.ts';
import type { Live } from './live.ts';
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
});

/** On the same data each time, with a PostgreSQL of its own: durable, as in a real installation. */
async function start(): Promise<Reachable> {
  server = await startServerProcess({ DATA_DIR: dataDir, RATE_LIMIT_FACTOR: '1000' });
  const { baseUrl } = server;
  return { baseUrl, browser: () => createBrowser(baseUrl) };
}

const postgresPid = async () =>
  Number((await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n')[0]);

/** One who writes all the time, several messages under way at once, and keeps count. */
class Writer {
  readonly who: Somebody;
  readonly acknowledged: Message[] = [];
  /** Sent, and nobody said that it is stored. */
  readonly open = new Map<string, { clientId: ClientMessageId; text: string }>();
  readonly #room: Room;
  #count = 0;

  constructor(who: Somebody, room: Room) {
    this.who = who;
    this.#room = room;
  }

  /** Writes until a message is refused or the connection is gone. */
  async write(live: Live, parallel: number): Promise<void> {
    const one = async (): Promise<void> => {
      for (let stored = true; stored; ) {
        this.#count += 1;
        const text = `${this.who.name} ${this.#count}`;
        stored = await this.#send(live, { clientId: newClientId(), text });
      }
    };
    await Promise.all(Array.from({ length: parallel }, one));
  }

  /** Sends again whatever is open. */
  async finish(live: Live): Promise<void> {
    await Promise.all([...this.open.values()].map((draft) => this.#send(live, draft)));
  }

  async #send(live: Live, draft: { clientId: ClientMessageId; text: string }): Promise<boolean> {
    this.open.set(draft.clientId, draft);
    const message = await Promise.race([
      say(live, this.#room, draft.text, draft.clientId).catch(retryable),
      live.gone.then(() => null),
    ]);
    if (!message) return false;
    this.acknowledged.push(message);
    this.open.delete(draft.clientId);
    return true;
  }
}

/** Of refusals only one is right here: that it may work later. */
function retryable(error: unknown): null {
  if (error instanceof Error && error.message === 'unavailable') return null;
  throw error;
}

async function crowd(reachable: Reachable): Promise<{ room: Room; writers: Writer[] }> {
  const owner = await register(reachable, 'Ada');
  const room = await makeRoom(owner);
  const writers = [new Writer(owner, room)];
  for (let n = 0; n < 9; n += 1) {
    writers.push(new Writer(await joinAsGuest(reachable, room.code, `Guest ${n}`), room));
  }
  return { room, writers };
}

const come = (reachable: Reachable, room: Room, writers: readonly Writer[]): Promise<Live[]> =>
  Promise.all(writers.map(({ who }) => goLive(reachable, who, room)));

const each = (writers: readonly Writer[], lives: readonly Live[], act: 'write' | 'finish') =>
  Promise.all(writers.map((writer, at) => writer[act](lives[at] as Live, 4)));

const acknowledgedBy = (writers: readonly Writer[]) =>
  writers.flatMap(({ acknowledged }) => acknowledged);

/** Lets all write; `begun` when 300 more are acknowledged, `over` when none of them can go on. */
function underLoad(writers: readonly Writer[], lives: readonly Live[]) {
  const goal = acknowledgedBy(writers).length + 300;
  const over = each(writers, lives, 'write');
  const count = () => acknowledgedBy(writers).length;
  return { over, begun: expect.poll(count, { timeout: 60_000 }).toBeGreaterThan(goal) };
}

/** What is in the conversation is exactly what was acknowledged, each at its place, none twice. */
async function expectAllThere(live: Live, room: Room, writers: readonly Writer[]): Promise<void> {
  const history: Message[] = [];
  for (;;) {
    const after = history.at(-1)?.seq ?? 0;
    const page = await live.ask(chatHistory, { roomId: room.id, after, limit: 200 });
    if (page.messages.length === 0) break;
    history.push(...page.messages);
  }
  expect(history.map(({ seq }) => seq)).toEqual(history.map((_, at) => at + 1));
  expect(new Set(history.map(({ clientId }) => clientId)).size).toBe(history.length);
  const bySeq = new Map(history.map((message) => [message.seq, message]));
  for (const message of acknowledgedBy(writers)) {
    expect(bySeq.get(message.seq)).toEqual(message);
  }
  expect(history).toHaveLength(acknowledgedBy(writers).length);
}

test('CHAT-5 after kills of server and database under load every acknowledged message is there, and none twice', async () => {
  let reachable = await start();
  const { room, writers } = await crowd(reachable);

  for (const round of ['first', 'second']) {
    const lives = await come(reachable, room, writers);
    const writing = underLoad(writers, lives);
    await writing.begun;
    await server?.end('SIGKILL');
    await writing.over;
    expect(
      writers.some(({ open }) => open.size > 0),
      round,
    ).toBe(true);
    reachable = await start();
    await each(writers, await come(reachable, room, writers), 'finish');
  }

  // Now only the database dies; the server starts it again and the connections stay.
  const lives = await come(reachable, room, writers);
  const writing = underLoad(writers, lives);
  await writing.begun;
  process.kill(await postgresPid(), 'SIGKILL');
  await writing.over;
  const ready = async () => (await reachable.browser().get('/readyz')).status;
  await expect.poll(ready, { timeout: 60_000 }).toBe(200);
  await each(writers, lives, 'finish');

  for (const { open } of writers) expect(open.size).toBe(0);
  await expectAllThere(lives[0] as Live, room, writers);
  for (const live of lives) live.close();
}, 300_000);
