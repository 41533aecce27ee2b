/**
 * Some of the participants of the SFU benchmark, in a process of their own. Reads
 * a `Plan`, prints `ready` when everything that should come does, and for each
 * further line that it reads the `Counts` until then.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { RoomId } from '@converge/protocol/ids';
import { type Bot, receiving, startBot } from '../lib/bot.ts';
import type { BotPlan, Counts, Plan } from './plan.ts';

/** As large as a tile in a grid of twenty on a screen of 1280 pixels. */
const TILE = { width: 256, height: 144 } as const;

const lines = createInterface({ input: process.stdin });
const [first] = await once(lines, 'line');
const plan = JSON.parse(String(first)) as Plan;

async function enter(bot: BotPlan): Promise<Bot> {
  const { url, roomId, capabilities } = plan;
  return startBot({ url, roomId: roomId as RoomId, capabilities, guest: true, ...bot });
}

/** Shows every camera of the others on the bot's screen, also of those who come later. */
function watchAll({ call }: Bot): void {
  const shown = new Set<string>();
  const look = () => {
    for (const { id, media } of call.participants.get()) {
      if (id === call.self.get()?.id || shown.has(id) || media.camera !== 'on') continue;
      shown.add(id);
      call.view.show({ participantId: id, source: 'camera', ...TILE });
    }
  };
  call.participants.subscribe(look);
  look();
}

/** Settles when each stream of the others has brought something. */
async function untilComplete(bot: Bot, { camera, microphone }: BotPlan): Promise<void> {
  const own = (camera ? 1 : 0) + (microphone ? 1 : 0);
  await receiving(bot, plan.cameras + plan.microphones - own);
}

const bots: Bot[] = [];
for (const one of plan.bots) {
  const bot = await enter(one);
  watchAll(bot);
  bots.push(bot);
}
await Promise.all(bots.map((bot, i) => plan.bots[i] && untilComplete(bot, plan.bots[i])));
console.log('ready');

const total = (pick: (bot: Bot) => number) => bots.reduce((sum, bot) => sum + pick(bot), 0);
const streams = (bot: Bot) => [...bot.received.values()];
lines.on('line', () => {
  const counts: Counts = {
    sent: total((bot) => bot.sent().camera + bot.sent().microphone),
    received: total((bot) => streams(bot).reduce((sum, { packets }) => sum + packets, 0)),
    lost: total((bot) => streams(bot).reduce((sum, { lost }) => sum + lost, 0)),
    bytes: total((bot) => streams(bot).reduce((sum, { bytes }) => sum + bytes, 0)),
  };
  console.log(JSON.stringify(counts));
});
lines.on('close', () => process.exit(0));
