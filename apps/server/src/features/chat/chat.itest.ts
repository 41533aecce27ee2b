import { limits } from '@converge/protocol/limits';
import {
  chatHistory,
  chatMessage,
  chatRead,
  chatReadMoved,
  chatSend,
  type Message,
} from '@converge/protocol/realtime/chat';
import { roomClose, roomOpen } from '@converge/protocol/realtime/room';
import {
  addMessages,
  addPage,
  emptyConversation,
  firstGap,
} from '@converge/protocol/reduce/conversation';
import type { Room } from '@converge/protocol/rest/rooms';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Live } from '../../../test/live.ts';
import { createTestServer, type TestServer } from '../../../test/server.ts';
import {
  call,
  goLive,
  join,
  joinAsGuest,
  makeRoom,
  newClientId,
  register,
  type Somebody,
  say,
} from '../../../test/world.ts';
import { systemClock } from '../../platform/clock.ts';
import { createRoomPace } from '../../platform/realtime/room-pace.ts';
import { messages } from './chat.tables.ts';

let server: TestServer;
let owner: Somebody;

beforeAll(async () => {
  server = await createTestServer();
  owner = await register(server, 'Ada');
});
afterAll(() => server.close());

const stored = (room: Room) =>
  server.database.db
    .select()
    .from(messages)
    .where(eq(messages.roomId, room.id))
    .orderBy(messages.seq);

/** Resolves with all events once the one with this number has come. */
function hear(live: Live, until: number): Promise<Message[]> {
  const heard: Message[] = [];
  return new Promise((resolve) => {
    live.socket.on(chatMessage.name, ({ message }: { message: Message }) => {
      heard.push(message);
      if (message.seq === until) resolve(heard);
    });
  });
}

const numbers = (list: readonly { seq: number }[]) => list.map(({ seq }) => seq);
const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, n) => n + first);

async function opened(room: Room, who: Somebody = owner): Promise<Live> {
  const live = await goLive(server, who, room);
  await live.ask(roomOpen, { roomId: room.id });
  return live;
}

test('CHAT-1 an acknowledged message lies in the database as it was acknowledged', async () => {
  const room = await makeRoom(owner);
  const live = await opened(room);
  const before = Date.now();
  const message = await say(live, room, 'Good morning');
  const [row] = await stored(room);
  expect(row).toMatchObject({ id: message.id, seq: 1, text: 'Good morning', authorId: owner.id });
  expect(row?.createdAt.getTime()).toBe(message.sentAt);
  expect(message.sentAt).toBeGreaterThanOrEqual(before);
  expect(message.author).toEqual({ id: owner.id, kind: 'user', name: 'Ada', avatar: null });
  live.close();
});

test('CHAT-2 CHAT-4 whatever number write at once, the sequence has no gap, and all hear it in order', async () => {
  const room = await makeRoom(owner);
  const guests = await Promise.all(
    Array.from({ length: 8 }, (_, n) => joinAsGuest(server, room.code, `Guest ${n}`)),
  );
  const lives = await Promise.all([owner, ...guests].map((who) => opened(room, who)));
  const total = lives.length * 20;
  const heard = lives.map((live) => hear(live, total));
  const acknowledged = await Promise.all(
    lives.flatMap((live, who) =>
      Array.from({ length: 20 }, (_, n) => say(live, room, `${who}: ${n}`)),
    ),
  );
  expect(numbers(acknowledged).toSorted((a, b) => a - b)).toEqual(upTo(total));
  for (const list of await Promise.all(heard)) expect(numbers(list)).toEqual(upTo(total));
  const rows = await stored(room);
  expect(numbers(rows)).toEqual(upTo(total));
  // What one person wrote one after another stands in that order, also when sent in one breath.
  for (const who of lives.keys()) {
    const own = rows.filter(({ text }) => text.startsWith(`${who}:`)).map(({ text }) => text);
    expect(own).toEqual(Array.from({ length: 20 }, (_, n) => `${who}: ${n}`));
  }
  for (const live of lives) live.close();
});

test('CHAT-3 a retry gives the first message again, stores nothing and tells nobody', async () => {
  const room = await makeRoom(owner);
  const [live, other] = await Promise.all([opened(room), opened(room)]);
  const heard = hear(other, 2);
  const clientId = newClientId();
  const first = await say(live, room, 'once', clientId);
  const again = await say(live, room, 'once', clientId);
  const fromElsewhere = await say(other, room, 'other words', clientId);
  expect(again).toEqual(first);
  expect(fromElsewhere).toEqual(first);
  await say(live, room, 'next');
  expect(numbers(await heard)).toEqual([1, 2]);
  expect(await stored(room)).toHaveLength(2);
  live.close();
  other.close();
});

test('CHAT-3 twenty retries at once are one message', async () => {
  const room = await makeRoom(owner);
  const lives = await Promise.all(Array.from({ length: 5 }, () => opened(room)));
  const clientId = newClientId();
  const answers = await Promise.all(
    lives.flatMap((live) => Array.from({ length: 4 }, () => say(live, room, 'once', clientId))),
  );
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(numbers(await stored(room))).toEqual([1]);
  for (const live of lives) live.close();
});

test('CHAT-3 two authors may choose the same client id', async () => {
  const room = await makeRoom(owner);
  const guest = await joinAsGuest(server, room.code, 'Gus');
  const [a, b] = await Promise.all([opened(room), opened(room, guest)]);
  const clientId = newClientId();
  await Promise.all([say(a, room, 'from Ada', clientId), say(b, room, 'from Gus', clientId)]);
  expect(numbers(await stored(room))).toEqual([1, 2]);
  a.close();
  b.close();
});

test('CHAT-4 who comes back gets what follows what they know, and fills what is more than a page', async () => {
  const room = await makeRoom(owner);
  const live = await opened(room);
  for (const n of upTo(30)) await say(live, room, `message ${n}`);
  const back = await goLive(server, owner);
  const few = await back.ask(roomOpen, { roomId: room.id, after: 27 });
  expect(numbers(few.conversation.messages)).toEqual([28, 29, 30]);
  expect(few.conversation.latest).toBe(30);
  await back.ask(roomClose, { roomId: room.id });

  for (const first of [31, 81]) {
    await Promise.all(upTo(first + 49, first).map((n) => say(live, room, `message ${n}`)));
  }
  const { conversation } = await back.ask(roomOpen, { roomId: room.id, after: 30 });
  let known = addMessages(emptyConversation, few.conversation.messages);
  known = addPage(known, conversation);
  for (let gap = firstGap(known); gap; gap = firstGap(known)) {
    known = addPage(known, await back.ask(chatHistory, { roomId: room.id, ...gap, limit: 40 }));
  }
  expect(numbers(known.messages)).toEqual(upTo(130, 28));
  live.close();
  back.close();
});

test('CHAT-4 nothing is lost between what opening a room answers and what is told after it', async () => {
  const room = await makeRoom(owner);
  const writer = await opened(room);
  const writing = Promise.all(upTo(60).map((n) => say(writer, room, `message ${n}`)));
  const readers = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const live = await goLive(server, owner);
      const heard = live.collect(chatMessage);
      const complete = live.next(chatMessage, ({ message }) => message.seq === 61);
      const { conversation } = await live.ask(roomOpen, { roomId: room.id });
      return { live, heard, complete, conversation };
    }),
  );
  await writing;
  await say(writer, room, 'the last');
  for (const { live, heard, complete, conversation } of readers) {
    await complete;
    let known = addPage(emptyConversation, conversation);
    known = addMessages(
      known,
      heard.map(({ message }) => message),
    );
    const oldest = known.messages[0]?.seq ?? 1;
    expect(numbers(known.messages)).toEqual(upTo(61, oldest));
    live.close();
  }
  writer.close();
});

test('CHAT-4 who closed a room hears nothing of it any more', async () => {
  const room = await makeRoom(owner);
  const [a, b] = await Promise.all([opened(room), opened(room)]);
  const heard = b.collect(chatMessage);
  await b.ask(roomClose, { roomId: room.id });
  await say(a, room, 'alone');
  await b.ask(chatHistory, { roomId: room.id });
  expect(heard).toEqual([]);
  a.close();
  b.close();
});

test('CHAT-6 who may not write is refused and reads on; a grant lets them write', async () => {
  const room = await makeRoom(owner, { preset: 'class' });
  const guest = await joinAsGuest(server, room.code, 'Gus');
  const [teacher, student] = await Promise.all([opened(room), opened(room, guest)]);
  const heard = hear(student, 1);
  await say(teacher, room, 'Announcement');
  expect(await heard).toHaveLength(1);
  await expect(say(student, room, 'hi')).rejects.toThrow('forbidden');
  const page = await student.ask(chatHistory, { roomId: room.id });
  expect(numbers(page.messages)).toEqual([1]);
  await call(owner.browser, 'PATCH', `/rooms/${room.id}`, { policy: { chat: 'everyone' } });
  expect((await say(student, room, 'hi')).seq).toBe(2);
  await server.database.db.execute(
    sql`update guests set grants = '{"chat": false}' where id = ${guest.id}`,
  );
  await expect(say(student, room, 'again')).rejects.toThrow('forbidden');
  teacher.close();
  student.close();
});

test('CHAT-6 a stranger neither reads nor writes', async () => {
  const room = await makeRoom(owner);
  const stranger = await register(server, 'Stan');
  const live = await goLive(server, stranger);
  await expect(say(live, room, 'hi')).rejects.toThrow('room_not_found');
  await expect(live.ask(chatHistory, { roomId: room.id })).rejects.toThrow('room_not_found');
  await expect(live.ask(chatRead, { roomId: room.id, seq: 1 })).rejects.toThrow('room_not_found');
  live.close();
});

test('PERM-5 in an archived room nobody writes, and its people still read', async () => {
  const room = await makeRoom(owner);
  const live = await opened(room);
  await say(live, room, 'before');
  await call(owner.browser, 'POST', `/rooms/${room.id}/archive`);
  await expect(say(live, room, 'after')).rejects.toThrow('room_archived');
  expect((await live.ask(chatHistory, { roomId: room.id })).messages).toHaveLength(1);
  live.close();
});

test('CHAT-7 an empty message and one that is too long are refused, each with its own code', async () => {
  const room = await makeRoom(owner);
  const live = await opened(room);
  for (const text of ['', '  \n\t ', '\u0000\u0007\r\n']) {
    await expect(say(live, room, text)).rejects.toThrow('message_empty');
  }
  const { max } = limits.message;
  await expect(say(live, room, 'x'.repeat(max + 1))).rejects.toThrow('message_too_long');
  expect((await say(live, room, `${'x'.repeat(max)}   \n`)).text).toHaveLength(max);
  await expect(say(live, room, 'x'.repeat(max * 2 + 1))).rejects.toThrow('bad_request');
  live.close();
});

test('CHAT-8 text is kept as written but for line ends, invisible control characters and what trails', async () => {
  const room = await makeRoom(owner);
  const live = await opened(room);
  const kept = [
    '<script>alert(1)</script> <img src=x onerror=alert(1)>',
    "'; drop table messages; --",
    '👩‍👩‍👧‍👦 e\u0301 مرحبا \u202Eright to left',
    '  indented\n\tcode\n',
  ];
  for (const text of kept) expect((await say(live, room, text)).text).toBe(text.trimEnd());
  expect((await say(live, room, 'a\r\nb\rc\u0000\u001b[31m  \n')).text).toBe('a\nb\nc[31m');
  expect((await say(live, room, 'half a pair \ud83d here')).text).toBe('half a pair \ufffd here');
  live.close();
});

test('CHAT-9 walking back page by page meets every message once', async () => {
  const room = await makeRoom(owner);
  const live = await opened(room);
  await server.database.db.execute(sql`
    with said as (
      insert into messages (id, room_id, seq, author_kind, author_id, author_name, client_id, text)
      select gen_random_uuid(), ${room.id}, n, 'user', ${owner.id}, 'Ada', gen_random_uuid(), 'no ' || n
      from generate_series(1, 1234) n
    ) insert into conversations (room_id, last_seq) values (${room.id}, 1234)`);
  const met: number[] = [];
  let { messages: page } = await live.ask(chatHistory, { roomId: room.id, limit: 100 });
  while (page.length > 0) {
    met.unshift(...numbers(page));
    const before = page[0]?.seq ?? 0;
    ({ messages: page } = await live.ask(chatHistory, { roomId: room.id, before, limit: 100 }));
  }
  expect(met).toEqual(upTo(1234));
  const forward = await live.ask(chatHistory, { roomId: room.id, after: 1200, before: 1210 });
  expect(numbers(forward.messages)).toEqual(upTo(1209, 1201));
  live.close();
});

test('CHAT-9 a page of very long messages is shorter, and still nothing is missed', async () => {
  const room = await makeRoom(owner);
  const live = await opened(room);
  const long = 'x'.repeat(limits.message.max);
  for (const n of upTo(40)) await say(live, room, `${n} ${long}`.slice(0, limits.message.max));
  for (const direction of ['before', 'after'] as const) {
    const met = new Set<number>();
    let from = direction === 'before' ? 41 : 0;
    let pages = 0;
    for (;;) {
      const { messages: page } = await live.ask(chatHistory, {
        roomId: room.id,
        [direction]: from,
      });
      if (page.length === 0) break;
      pages += 1;
      for (const { seq } of page) met.add(seq);
      from = (direction === 'before' ? page[0]?.seq : page.at(-1)?.seq) ?? 0;
    }
    expect(met.size).toBe(40);
    expect(pages).toBe(2);
  }
  live.close();
});

test('CHAT-10 the reading mark moves forward only, and follows the person to all devices', async () => {
  const room = await makeRoom(owner);
  const guest = await joinAsGuest(server, room.code, 'Gus');
  const [laptop, phone, other] = await Promise.all([
    opened(room),
    opened(room),
    opened(room, guest),
  ]);
  for (const n of upTo(5)) await say(laptop, room, `message ${n}`);
  const notTold = other.collect(chatReadMoved);
  const told = phone.next(chatReadMoved);
  await laptop.ask(chatRead, { roomId: room.id, seq: 3 });
  expect(await told).toEqual({ roomId: room.id, seq: 3 });
  const moved = phone.collect(chatReadMoved);
  await laptop.ask(chatRead, { roomId: room.id, seq: 2 });
  await laptop.ask(chatRead, { roomId: room.id, seq: 0 });
  await laptop.ask(chatRead, { roomId: room.id, seq: 1_000 });
  const page = await phone.ask(chatHistory, { roomId: room.id });
  expect(page.read).toBe(5);
  expect(moved).toEqual([{ roomId: room.id, seq: 5 }]);
  expect((await other.ask(chatHistory, { roomId: room.id })).read).toBe(0);
  expect(notTold).toEqual([]);
  for (const live of [laptop, phone, other]) live.close();
});

test('a message shows its author as they were called, also after they changed their name', async () => {
  const room = await makeRoom(owner);
  const someone = await register(server, 'Sam');
  await join(someone.browser, room.code);
  const live = await opened(room, someone);
  await say(live, room, 'as Sam');
  await call(someone.browser, 'PATCH', '/me', { name: 'Samira' });
  await say(live, room, 'as Samira');
  const { messages: page } = await live.ask(chatHistory, { roomId: room.id });
  expect(page.map(({ author }) => author.name)).toEqual(['Sam', 'Samira']);
  live.close();
});

test('RT-15 a room takes no more than is read there, from however many, and other rooms do not notice', async () => {
  // As many at once; how soon there are more would be a matter of how busy the machine is.
  const pace = createRoomPace(systemClock, 1, { burst: 60, perSecond: 0.001 });
  const strict = await createTestServer({ pace });
  const host = await register(strict, 'Ada');
  const [room, other] = [await makeRoom(host), await makeRoom(host)];
  const crowd = await Promise.all(
    upTo(8).map(async (n) => {
      const guest = await joinAsGuest(strict, room.code, `Guest ${n}`);
      return goLive(strict, guest, room);
    }),
  );
  const answers = await Promise.all(
    crowd.flatMap((live) =>
      upTo(15).map((n) =>
        live.raw(chatSend.name, { roomId: room.id, clientId: newClientId(), text: `${n}` }),
      ),
    ),
  );
  const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.error.code));
  expect(codes.filter((code) => code === 'ok')).toHaveLength(60);
  expect(new Set(codes)).toEqual(new Set(['ok', 'rate_limited']));
  const calm = await goLive(strict, host);
  expect((await say(calm, other, 'calm')).text).toBe('calm');
  for (const live of [...crowd, calm]) live.close();
  await strict.close();
});

test('RT-7 who writes too fast is told to wait, and the others write on', async () => {
  const strict = await createTestServer({ env: { RATE_LIMIT_FACTOR: '1' } });
  const host = await register(strict, 'Ada');
  const room = await makeRoom(host);
  const guest = await joinAsGuest(strict, room.code, 'Gus');
  const [fast, calm] = await Promise.all([goLive(strict, host), goLive(strict, guest, room)]);
  const answers = await Promise.all(
    upTo(60).map((n) =>
      fast.raw(chatSend.name, { roomId: room.id, clientId: newClientId(), text: `${n}` }),
    ),
  );
  const refused = answers.filter((answer) => !answer.ok);
  expect(refused.length).toBeGreaterThanOrEqual(25);
  for (const answer of refused) {
    expect(answer).toMatchObject({
      error: { code: 'rate_limited', retryAfterMs: expect.any(Number) },
    });
  }
  expect((await say(calm, room, 'calm')).text).toBe('calm');
  fast.close();
  calm.close();
  await strict.close();
});
