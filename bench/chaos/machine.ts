/**
 * Some of the people of a call full of them, in a process that can be killed: reads a
 * `MachinePlan`, prints `ready` when all are inside, and then answers each
 * `Command`.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { RemoteTrack, VisibleTile } from '@converge/client/call/types';
import type { Log, LogDetails } from '@converge/client/state/log';
import type { ParticipantId, RoomId } from '@converge/protocol/ids';
import { type ComebackWatch, watchComeback } from '../accidents/comeback.ts';
import { type Bot, startBot } from '../lib/bot.ts';
import type { Rhythm } from '../lib/synthetic-track.ts';
import { allStand, connectionsInWords, loseAllPaths, onNewConnection } from '../lib/webrtc.ts';
import type { Command, Key, MachinePlan, Seen } from './plan.ts';
import { cutUdp, mendUdp } from './udp.ts';

/** So little that twenty in JavaScript leave the machine to the server. */
const camera: Rhythm = { packetsPerSecond: 4, size: 300, ticks: 22_500 };
const microphone: Rhythm = { packetsPerSecond: 2.5, size: 3, ticks: 19_200 };

/** Lines of its log that are kept for each. */
const KEPT = 60;

const lines = createInterface({ input: process.stdin });
const [first] = await once(lines, 'line');
const plan = JSON.parse(String(first)) as MachinePlan;

/** A bot, and the tiles on its screen. */
class Somebody {
  readonly bot: Bot;
  #tiles: VisibleTile[] = [];
  /** Of the others it shows this share. */
  #share = 1;
  #width = 320;
  /** What its engine said lately. */
  readonly lately: readonly string[];

  static async enter(key: Key): Promise<Somebody> {
    const { url, roomId, capabilities } = plan;
    const { log, lately } = memoryLog();
    const options = { url, capabilities, camera, microphone, log, ...key };
    return new Somebody(await startBot({ ...options, roomId: roomId as RoomId }), lately);
  }

  private constructor(bot: Bot, lately: readonly string[]) {
    this.bot = bot;
    this.lately = lately;
    bot.call.participants.subscribe(() => this.#show());
    this.#show();
  }

  view(share: number, width: number): void {
    this.#share = share;
    this.#width = width;
    this.#show();
  }

  #show(): void {
    const { call } = this.bot;
    const old = this.#tiles;
    const others = call.participants.get().filter(({ id }) => id !== call.self.get()?.id);
    const [width, height] = [this.#width, Math.round((this.#width * 9) / 16)];
    this.#tiles = others
      .slice(0, Math.ceil(others.length * this.#share))
      .map(({ id }) => call.view.show({ participantId: id, source: 'camera', width, height }));
    for (const tile of old) tile.hide();
  }

  seen(): Seen {
    const { call } = this.bot;
    const state = call.state.get();
    return {
      state: 'reason' in state ? `${state.kind} ${state.reason}` : state.kind,
      self: call.self.get()?.id ?? null,
      line: call.line.get(),
      people: call.participants.get().map(({ id, person, presence, media, handRaisedAt }) => ({
        ...{ id, person, presence, media, handRaisedAt },
      })),
      tracks: call.tracks.get().length,
    };
  }
}

/** So many that they push everything else out. */
const frequent = ['event', 'request', 'a stream opened', 'a stream closed'];

/** Keeps the last lines, for whoever looks for a fault. */
function memoryLog(): { readonly log: Log; readonly lately: string[] } {
  const lately: string[] = [];
  const at = (level: string) => (what: string, details?: LogDetails) => {
    if (frequent.includes(what)) return;
    const time = new Date().toISOString().slice(11, 23);
    lately.push(`${time} ${level} ${what} ${JSON.stringify(details ?? {}, inWords)}`);
    if (lately.length > KEPT) lately.shift();
  };
  const log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { log, lately };
}

const inWords = (_key: string, value: unknown) =>
  value instanceof Error ? `${value.name}: ${value.message}` : value;

onNewConnection(mendUdp);
let watches: ComebackWatch[] = [];
const people: Somebody[] = await Promise.all(plan.keys.map(Somebody.enter));

/** What a moderator may be too late for. */
const harmless = (request: Promise<void>) => request.then(() => 'done', String);

async function run(command: Command): Promise<unknown> {
  if (command.do === 'look') return people.map((one) => one.seen());
  if (command.do === 'lately') {
    const connections = connectionsInWords();
    return people.map(({ lately }) => [...lately, `on this machine: ${connections.join('; ')}`]);
  }
  // A first handshake that gets lost is repeated by these bots for longer than a calm is waited for.
  if (command.do === 'deaf') return allStand() ? cutUdp(command.ms) : undefined;
  if (command.do === 'lost') return loseAllPaths();
  if (command.do === 'dry') return dry(command.ms);
  if (command.do === 'calm') return people.forEach(calm);
  if (command.do === 'leave') return people.forEach(leave);
  if (command.do === 'enter') return people.forEach(enter);
  if (command.do === 'watch') {
    const streams = 2 * (command.people - 1);
    watches = people.map(({ bot }) => watchComeback(bot, streams));
    return;
  }
  if (command.do === 'back') return Promise.all(watches.map((watch) => watch.until(command.ms)));
  const somebody = people[command.bot];
  if (!somebody) throw new Error('nobody sits there');
  const { call, local, cutLine } = somebody.bot;
  switch (command.do) {
    case 'cut':
      return cutLine();
    case 'return':
      call.leave();
      setTimeout(() => void call.join(), command.ms);
      return;
    case 'send':
      local.setMicrophone(command.microphone);
      return local.setCamera(command.camera);
    case 'view':
      return somebody.view(command.share, command.width);
    case 'hand':
      return harmless(call.raiseHand(command.raised));
    case 'mute':
      return harmless(call.leading.mute(command.whom));
    case 'remove':
      return harmless(call.leading.remove(command.whom));
    case 'replace':
      somebody.bot.leave();
      people[command.bot] = await Somebody.enter(command.key);
      return;
  }
}

const leave = ({ bot }: Somebody): void => bot.call.leave();
const enter = ({ bot }: Somebody): void => void bot.call.join();

function calm(somebody: Somebody): void {
  const { local, call } = somebody.bot;
  local.setMicrophone(true);
  local.setCamera(true);
  somebody.view(1, 320);
  // Who is just outside has no hand to lower.
  if (call.state.get().kind === 'in') void harmless(call.raiseHand(false));
}

/** For each bot, whose streams should come and don't within `ms`, one entry for each stream. */
const dry = (ms: number) => Promise.all(people.map(({ bot }) => dryOf(bot, ms)));

function dryOf(bot: Bot, ms: number): Promise<ParticipantId[]> {
  const count = ({ participantId, source }: RemoteTrack) =>
    bot.from(participantId, source)?.packets ?? 0;
  const before = new Map(bot.call.tracks.get().map((one) => [one, count(one)]));
  const left = () => [...before].filter(([one, packets]) => count(one) <= packets);
  return new Promise((resolve) => {
    const done = () => {
      stop();
      clearTimeout(timer);
      resolve(left().map(([{ participantId }]) => participantId));
    };
    const stop = bot.onPacket(() => left().length === 0 && done());
    const timer = setTimeout(done, ms);
  });
}

console.log('ready');
lines.on('line', (line) => {
  run(JSON.parse(line) as Command).then(
    (answer) => console.log(JSON.stringify(answer ?? null)),
    (error: unknown) => console.log(JSON.stringify({ error: String(error) })),
  );
});
lines.on('close', () => process.exit(0));
