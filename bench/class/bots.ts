/**
 * Some of a class, in a process of its own. Reads a `ClassPlan`; a teacher and
 * viewers print `ready` when all flows that should, and viewers for each further
 * line the `ViewerCounts`; who comes late prints a `LateAnswer`.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { RoomId } from '@converge/protocol/ids';
import { type Bot, startBot } from '../lib/bot.ts';
import type { ClassPlan, LateAnswer, ViewerCounts } from './plan.ts';

/** As large as the share is shown to a student whose window is a laptop's. */
const WINDOW = { width: 1440, height: 810 } as const;
/** So many handshakes at once, in JavaScript on the measured machine. */
const AT_ONCE = 4;

const lines = createInterface({ input: process.stdin });
const [first] = await once(lines, 'line');
const plan = JSON.parse(String(first)) as ClassPlan;
const { url, capabilities } = plan;
const place = { url, capabilities, roomId: plan.roomId as RoomId };

switch (plan.kind) {
  case 'teacher': {
    const { cookie, screen, microphone } = plan;
    await startBot({ ...place, cookie, screen, microphone, camera: null, guest: false });
    console.log('ready');
    break;
  }
  case 'viewers':
    await watchTogether(plan.cookies);
    break;
  case 'late':
    console.log(JSON.stringify(await comeLate(plan.cookies)));
    break;
  default:
    plan satisfies never;
}
lines.on('close', () => process.exit(0));

async function watchTogether(cookies: readonly string[]): Promise<void> {
  const bots: Bot[] = [];
  const waiting = [...cookies];
  const enterAll = async () => {
    for (let cookie = waiting.shift(); cookie !== undefined; cookie = waiting.shift()) {
      const bot = await view(cookie);
      await untilShare(bot);
      bots.push(bot);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, enterAll));
  console.log('ready');
  const total = (pick: (one: { packets: number; lost: number }) => number) =>
    bots.reduce(
      (sum, bot) => [...bot.received.values()].reduce((all, one) => all + pick(one), sum),
      0,
    );
  lines.on('line', () => {
    const counts: ViewerCounts = {
      received: total(({ packets }) => packets),
      lost: total(({ lost }) => lost),
    };
    console.log(JSON.stringify(counts));
  });
}

async function comeLate(cookies: readonly string[]): Promise<LateAnswer> {
  const times: number[] = [];
  for (const cookie of cookies) {
    const began = performance.now();
    const bot = await view(cookie);
    times.push((await untilShare(bot)) - began);
    bot.leave();
  }
  return times;
}

async function view(cookie: string): Promise<Bot> {
  const bot = await startBot({ ...place, cookie, guest: true, microphone: null, camera: null });
  const sharer = bot.call.participants.get().find(({ media }) => media.screen === 'on');
  if (!sharer) throw new Error('nobody shares');
  bot.call.view.show({ participantId: sharer.id, source: 'screen', ...WINDOW });
  return bot;
}

/** When the first packet of the share came, which begins a whole picture. */
async function untilShare(bot: Bot): Promise<number> {
  const arrived = () =>
    [...bot.received].find(([key, { packets }]) => key.endsWith(' screen') && packets > 0)?.[1];
  for (;;) {
    const share = arrived();
    if (share) return share.firstAt;
    await new Promise<void>((resolve) => {
      const stop = bot.onPacket(() => {
        stop();
        resolve();
      });
    });
  }
}
