/** An answer that is lost on its way, with the real gateway, real sockets and media that flows. */
import type { OpenLine } from '@converge/client/realtime/line';
import { when } from '@converge/client/state/value';
import { startServer, type TestServer } from '@converge/e2e/harness/server';
import { createAccount, createGuest, createRoom } from '@converge/e2e/harness/visitor';
import { callJoin } from '@converge/protocol/realtime/call';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bot, receiving, startBot } from './bot.ts';

let server: TestServer;
/** Opens the lines of a bot, and swallows answers to its joining. */
const swallow = { next: false, swallowed: 0 };
let vera: Bot;
let watcher: Bot;

beforeAll(async () => {
  server = await startServer({ env: { RATE_LIMIT_FACTOR: '100' } });
  const owner = await createAccount(server.url, 'Owner');
  const room = await createRoom(owner);
  const { media: capabilities } = await owner.rest.join.card(room.code);
  const enter = async (name: string, lines?: (open: OpenLine) => OpenLine) => {
    const { cookieHeader: cookie } = await createGuest(server.url, room.code, name);
    const { url } = server;
    return startBot({
      url,
      cookie,
      roomId: room.id,
      guest: true,
      capabilities,
      ...(lines ? { lines } : {}),
    });
  };
  watcher = await enter('Watcher');
  // Already the first answer doesn't arrive.
  swallow.next = true;
  vera = await enter('Vera', forgetful);
});
afterAll(async () => {
  for (const bot of [vera, watcher]) bot.leave();
  await server.dispose();
});

/** The answer comes and is lost, and with it the line, as where a Wi-Fi goes at that moment. */
function forgetful(open: OpenLine): OpenLine {
  return (handshake, listener) => {
    const line = open(handshake, listener);
    return {
      close: () => line.close(),
      send(name, payload, answer) {
        line.send(name, payload, (ack) => {
          if (name !== callJoin.name || !swallow.next) return answer(ack);
          swallow.next = false;
          swallow.swallowed += 1;
          line.close();
          listener.ended('cut by the test');
        });
      },
    };
  };
}

const seen = () => watcher.call.participants.get().filter(({ person }) => person.name === 'Vera');

test('SEAT-8 whose answer to joining was lost is seen once, and is heard', async () => {
  expect(swallow.swallowed).toBe(1);
  expect(seen()).toHaveLength(1);
  await Promise.all([receiving(vera, 2), receiving(watcher, 2)]);
});

test('SEAT-8 SEAT-1 whose answer to taking the seat was lost is the same, with the hand up', async () => {
  await vera.call.raiseHand(true);
  await when(watcher.call.participants, () => seen()[0]?.handRaisedAt !== null);
  const [before] = seen();
  const sights: number[] = [];
  const stop = watcher.call.participants.subscribe(() => sights.push(seen().length));
  swallow.next = true;
  vera.cutLine();
  await when(vera.call.state, ({ kind }) => kind === 'reconnecting');
  await when(vera.call.state, ({ kind }) => kind === 'in');
  expect(swallow.swallowed).toBe(2);
  await when(watcher.call.participants, () => seen()[0]?.presence === 'here');
  stop();
  const { id, handRaisedAt, joinedAt, media } = before ?? {};
  expect(seen()).toMatchObject([{ id, handRaisedAt, joinedAt, media }]);
  expect(new Set(sights)).toEqual(new Set([1]));
  await Promise.all([receiving(vera, 2), receiving(watcher, 2)]);
});
