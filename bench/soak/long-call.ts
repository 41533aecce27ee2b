/** The call of the soak: who is in it, what they do, and what is looked at. */
import { joinByLink } from '@converge/e2e/harness/call';
import { launchBrowser } from '@converge/e2e/harness/chromium';
import { startServer, type TestServer } from '@converge/e2e/harness/server';
import { createAccount, createGuest, createRoom } from '@converge/e2e/harness/visitor';
import type { Browser, CDPSession } from '@playwright/test';
import { createMachine, type Machine } from '../chaos/machines.ts';
import type { Command, Key } from '../chaos/plan.ts';
import type { AtWorkers, Memory } from '../lib/inside-server.ts';
import { descendants, residentBytes } from '../lib/process.ts';
import { createRandom } from '../lib/random.ts';
import { insideServer } from '../lib/watched-server.ts';

/** Memory in MiB. */
export interface Sample {
  readonly minute: number;
  readonly serverHeap: number;
  readonly serverCode: number;
  readonly serverResident: number;
  readonly worker: number;
  readonly page: number;
  readonly transports: number;
  readonly consumers: number;
  /** Of the page's documents. */
  readonly nodes: number;
  readonly listeners: number;
}

export interface LongCall {
  /** Something happens that happens in calls. */
  step(): Promise<void>;
  sample(): Promise<Sample>;
  close(): Promise<void>;
}

const BOTS = 6;
/** A camera of few pictures: what is looked for isn't in them. */
const SLOW_CAMERA = '--use-fake-device-for-media-stream=fps=5';

export async function openLongCall(): Promise<LongCall> {
  const env = {
    LOG_LEVEL: 'warn',
    RATE_LIMIT_FACTOR: '100',
    DIRECT_CALLS: 'off',
    BENCH_SEAT_MS: '5000',
  };
  const server = await startServer({ web: true, preload: insideServer, env });
  const browser = await launchBrowser([SLOW_CAMERA]);
  const owner = await createAccount(server.url, 'Owner');
  const room = await createRoom(owner);
  const { media: capabilities } = await owner.rest.join.card(room.code);
  const keys: Key[] = [];
  while (keys.length < BOTS) {
    const guest = await createGuest(server.url, room.code, `Bot ${keys.length + 1}`);
    keys.push({ cookie: guest.cookieHeader, guest: true });
  }
  const machine = createMachine({ url: server.url, roomId: room.id, capabilities }, keys);
  await machine.start();
  // Browsers can't decode what bots send as pictures; two browsers send them real ones.
  for (const bot of keys.keys()) await silence(machine, bot);
  const path = `${server.url}/join/${room.code}`;
  await enter(browser, path, 'Bruno');
  const cdp = await enter(browser, path, 'Alma');
  const random = createRandom(1);
  const began = performance.now();
  return {
    async step() {
      await machine.order(stepOf(random.below(keys.length), random.next(), random.next()));
    },
    async sample() {
      const minute = (performance.now() - began) / 60_000;
      return { minute, ...(await lookAtServer(server)), ...(await lookAtPage(cdp)) };
    },
    async close() {
      await machine.stop();
      await browser.close();
      await server.dispose();
    },
  };
}

const silence = (machine: Machine, bot: number) =>
  machine.order({ do: 'send', bot, microphone: true, camera: false });

/** By two numbers of chance. */
function stepOf(bot: number, what: number, how: number): Command {
  if (what < 0.3) return { do: 'send', bot, microphone: how < 0.5, camera: false };
  if (what < 0.6) return { do: 'view', bot, share: how, width: how < 0.5 ? 160 : 640 };
  if (what < 0.85) return { do: 'hand', bot, raised: how < 0.5 };
  if (what < 0.95) return { do: 'cut', bot };
  return { do: 'return', bot, ms: 1_000 * how };
}

async function enter(browser: Browser, path: string, name: string): Promise<CDPSession> {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await joinByLink(page, path, name);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  return cdp;
}

const mib = (bytes: number) => bytes / 2 ** 20;

async function lookAtServer(server: TestServer) {
  const { heap, code, resident } = await server.ask<Memory>('memory');
  const { transports, consumers } = await server.ask<AtWorkers>('workers');
  const workers = descendants(server.pid, 'mediasoup-worke');
  const worker = workers.reduce((sum, pid) => sum + residentBytes(pid), 0);
  return {
    ...{ serverHeap: mib(heap), serverCode: mib(code), serverResident: mib(resident) },
    worker: mib(worker),
    ...{ transports, consumers },
  };
}

async function lookAtPage(cdp: CDPSession) {
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const metric = (wanted: string) =>
    metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  return {
    page: mib(metric('JSHeapUsedSize')),
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
  };
}
