/** One call full of bots, and what it costs the server. */
import type { TestServer } from '@converge/e2e/harness/server';
import { type createAccount, createGuest, createRoom } from '@converge/e2e/harness/visitor';
import type { BotPlan, Counts, Plan } from '../sfu/plan.ts';
import { type Child, startChild } from './child.ts';
import { cpuSeconds, descendants, residentBytes } from './process.ts';
import type { Rhythm } from './synthetic-track.ts';

export interface Scene {
  readonly title: string;
  /** Who send camera and microphone. */
  readonly publishers: number;
  /** Who only watch and listen. */
  readonly subscribers: number;
  /** Packets a second of each camera. */
  readonly rate: number;
}

/** How many bots one process carries. */
const BOTS_PER_PROCESS = 10;
/** So many of the publishers talk at a time; DTX lets the others send almost nothing (RFC 7587). */
const TALKING = 2;
const talk: Rhythm = { packetsPerSecond: 50, size: 80, ticks: 960 };
const silence: Rhythm = { packetsPerSecond: 2.5, size: 3, ticks: 19_200 };
const PAYLOAD = 1_100;

export interface SceneResult {
  readonly seconds: number;
  /** Streams forwarded to somebody. */
  readonly streams: number;
  readonly sent: number;
  readonly received: number;
  readonly lost: number;
  /** Shares of one core, 0 to 1. */
  readonly workerCpu: number;
  readonly nodeCpu: number;
  readonly botsCpu: number;
  readonly nodeMiB: number;
  readonly workerMiB: number;
}

/** Fills a new room of `owner`'s and measures for `seconds` once everybody receives everything. */
export async function measureScene(
  server: TestServer,
  owner: Awaited<ReturnType<typeof createAccount>>,
  scene: Scene,
  seconds: number,
): Promise<SceneResult> {
  const room = await createRoom(owner);
  const { media } = await owner.rest.join.card(room.code);
  const bots: BotPlan[] = [];
  for (let i = 0; i < scene.publishers + scene.subscribers; i++) {
    const guest = await createGuest(server.url, room.code, `Bot ${i + 1}`);
    bots.push({ cookie: guest.cookieHeader, ...sending(scene, i) });
  }
  const children: Child[] = [];
  try {
    for (let i = 0; i < bots.length; i += BOTS_PER_PROCESS) {
      const plan: Plan = {
        url: server.url,
        roomId: room.id,
        capabilities: media,
        bots: bots.slice(i, i + BOTS_PER_PROCESS),
        cameras: scene.publishers,
        microphones: scene.publishers,
      };
      const child = startChild('sfu/bots.ts');
      children.push(child);
      child.tell(JSON.stringify(plan));
    }
    for (const child of children) {
      const line = await child.line();
      if (line !== 'ready') throw new Error(`expected "ready", got "${line}"`);
    }
    const others = scene.publishers + scene.subscribers - 1;
    return {
      ...(await measure(server, children, seconds)),
      streams: scene.publishers * others * 2,
    };
  } finally {
    for (const child of children) await child.stop();
  }
}

function sending(scene: Scene, i: number): Omit<BotPlan, 'cookie'> {
  if (i >= scene.publishers) return { camera: null, microphone: null };
  const { rate } = scene;
  return {
    camera: { packetsPerSecond: rate, size: PAYLOAD, ticks: Math.round(90_000 / rate) },
    microphone: i < TALKING ? talk : silence,
  };
}

async function measure(server: TestServer, children: Child[], seconds: number) {
  const workers = descendants(server.pid, 'mediasoup-worke');
  const look = async () => ({
    at: performance.now(),
    counts: await count(children),
    worker: workers.reduce((sum, pid) => sum + cpuSeconds(pid), 0),
    node: cpuSeconds(server.pid),
    bots: children.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0),
  });
  const before = await look();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const after = await look();
  const elapsed = (after.at - before.at) / 1000;
  const mib = (pids: number[]) =>
    Math.round(pids.reduce((sum, pid) => sum + residentBytes(pid), 0) / 2 ** 20);
  return {
    seconds: elapsed,
    sent: after.counts.sent - before.counts.sent,
    received: after.counts.received - before.counts.received,
    lost: after.counts.lost - before.counts.lost,
    workerCpu: (after.worker - before.worker) / elapsed,
    nodeCpu: (after.node - before.node) / elapsed,
    botsCpu: (after.bots - before.bots) / elapsed,
    nodeMiB: mib([server.pid]),
    workerMiB: mib(workers),
  };
}

async function count(children: readonly Child[]): Promise<Counts> {
  for (const child of children) child.tell('count');
  const all: Counts[] = [];
  for (const child of children) all.push(JSON.parse(await child.line()) as Counts);
  const sum = (field: keyof Counts) => all.reduce((total, counts) => total + counts[field], 0);
  return { sent: sum('sent'), received: sum('received'), lost: sum('lost'), bytes: sum('bytes') };
}
