/**
 * Loaded into a server that is watched (`startServer({ preload })`): answers from
 * within what only the process itself knows, and lets its seats run out sooner.
 */
import { getHeapSpaceStatistics } from 'node:v8';
import { limits } from '@converge/protocol/limits';
import { observer } from 'mediasoup';
import type { Router, WebRtcServer, Worker } from 'mediasoup/types';

/** What is open at the media workers, as they say themselves. */
export interface AtWorkers {
  readonly routers: number;
  readonly transports: number;
  readonly producers: number;
  readonly consumers: number;
  readonly observers: number;
}

/** The server process itself after everything unused was thrown away, in bytes. */
export interface Memory {
  /** Objects, and what belongs to them. */
  readonly heap: number;
  /** What V8 has compiled; that goes on for a while as more and more turns out to be used often. */
  readonly code: number;
  readonly resident: number;
}

interface Running {
  readonly worker: Worker;
  readonly servers: Set<WebRtcServer>;
  readonly routers: Set<Router>;
}

const running = new Set<Running>();

observer.on('newworker', (worker) => {
  const one: Running = { worker, servers: new Set(), routers: new Set() };
  running.add(one);
  worker.observer.once('close', () => running.delete(one));
  worker.observer.on('newwebrtcserver', (server) => one.servers.add(server));
  worker.observer.on('newrouter', (router) => {
    one.routers.add(router);
    router.observer.once('close', () => one.routers.delete(router));
  });
});

async function atWorkers(): Promise<AtWorkers> {
  const sum = { routers: 0, transports: 0, producers: 0, consumers: 0, observers: 0 };
  for (const { worker, servers, routers } of running) {
    sum.routers += (await worker.dump()).routerIds.length;
    for (const server of servers) {
      sum.transports += (await server.dump()).webRtcTransportIds.length;
    }
    for (const router of routers) {
      const dump = await router.dump();
      sum.producers += dump.mapProducerIdConsumerIds.length;
      sum.consumers += dump.mapConsumerIdProducerId.length;
      sum.observers += dump.rtpObserverIds.length;
    }
  }
  return sum;
}

function memory(): Memory {
  globalThis.gc?.();
  const { external, rss } = process.memoryUsage();
  const used = (isWanted: (name: string) => boolean) =>
    getHeapSpaceStatistics()
      .filter(({ space_name }) => isWanted(space_name))
      .reduce((sum, { space_used_size }) => sum + space_used_size, 0);
  // Bytecode lies in the trusted spaces.
  const isCode = (name: string) => /code|trusted/.test(name);
  return { heap: used((name) => !isCode(name)) + external, code: used(isCode), resident: rss };
}

const answers: Readonly<Record<string, () => unknown>> = { workers: atWorkers, memory };

process.on('message', async ({ nr, question }: { nr: number; question: string }) => {
  try {
    process.send?.({ nr, answer: await answers[question]?.() });
  } catch (error) {
    // A worker that ended meanwhile doesn't answer; who asked looks again.
    process.send?.({ nr, answer: null, why: String(error) });
  }
});

const hurried = Number(process.env.BENCH_SEAT_MS ?? limits.seatMs);
Object.assign(limits, { seatMs: hurried });
