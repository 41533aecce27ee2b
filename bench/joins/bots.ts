/**
 * Those who join, in a process of their own: reads a `Plan`, and prints an
 * `Attempt` for each join. In every room sits somebody who sends.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createGuest } from '@converge/e2e/harness/visitor';
import type { RoomId } from '@converge/protocol/ids';
import { type Bot, receiving, startBot } from '../lib/bot.ts';
import type { Rhythm } from '../lib/synthetic-track.ts';
import type { Attempt, Plan } from './plan.ts';

/** After so long somebody has given up. */
const PATIENCE_MS = 10_000;
/** A picture every 20 ms: what is waited for is the way, and not the next packet. */
const camera: Rhythm = { packetsPerSecond: 50, size: 300, ticks: 1_800 };

const [first] = await once(createInterface({ input: process.stdin }), 'line');
const { url, count, rooms, capabilities } = JSON.parse(String(first)) as Plan;

const enter = (room: Plan['rooms'][number], cookie: string, guest: boolean): Promise<Bot> =>
  startBot({ url, cookie, guest, capabilities, camera, roomId: room.id as RoomId });

async function join(room: Plan['rooms'][number], nr: number): Promise<Attempt> {
  const { cookieHeader } = await createGuest(url, room.code, `Guest ${nr}`);
  const began = performance.now();
  const entering = enter(room, cookieHeader, true);
  try {
    const ms = await within(
      entering.then(async (bot) => {
        await receiving(bot, 2);
        return performance.now() - began;
      }),
    );
    return { ms: Math.round(ms), failure: null };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return { ms: Math.round(performance.now() - began), failure };
  } finally {
    // Who came in too late has to go, too.
    entering.then(
      (bot) => bot.leave(),
      () => undefined,
    );
  }
}

async function within<T>(joining: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const failure = new Error(`nothing came within ${PATIENCE_MS / 1000} s`);
    timer = setTimeout(() => reject(failure), PATIENCE_MS);
  });
  try {
    return await Promise.race([joining, late]);
  } finally {
    clearTimeout(timer);
  }
}

let next = 0;
await Promise.all(
  rooms.map(async (room) => {
    const sender = await enter(room, room.owner, false);
    while (next < count) console.log(JSON.stringify(await join(room, ++next)));
    sender.leave();
  }),
);
process.exit(0);
