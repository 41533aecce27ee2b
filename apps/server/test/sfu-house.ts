/** The house of the call tests with a real media worker in it, and bots instead of people. */
import assert from 'node:assert/strict';
import type { RoomRole } from '@converge/protocol/permissions';
import type { RoutedCall } from '../src/media/call-media.ts';
import { SfuMedia } from '../src/media/media.ts';
import type { PathLimits } from '../src/media/paths-ahead.ts';
import type { PoolOptions } from '../src/media/pool.ts';
import type { ProbeLimits } from '../src/media/probes.ts';
import { createLog } from '../src/platform/log.ts';
import { House, type Somebody } from './call-house.ts';
import { MediaBot } from './media-bot.ts';

export class SfuHouse {
  readonly sfu: SfuMedia;
  readonly house: House;
  readonly bots: MediaBot[] = [];

  static async open(
    options: Partial<PoolOptions> & {
      readonly probeLimits?: ProbeLimits;
      readonly pathLimits?: Partial<PathLimits>;
    } = {},
  ): Promise<SfuHouse> {
    const sfu = new SfuMedia({ workers: 1, port: 0, log: createLog('silent'), ...options });
    await sfu.start();
    return new SfuHouse(sfu);
  }

  private constructor(sfu: SfuMedia) {
    this.sfu = sfu;
    this.house = new House({ media: sfu });
  }

  /** Somebody comes into the call. */
  async enter(name: string, role: RoomRole = 'participant'): Promise<MediaBot & { who: Somebody }> {
    const who = this.house.somebody(name, role);
    return Object.assign(await this.join(who), { who });
  }

  /** Somebody known comes in on another line. */
  async join(who: Somebody): Promise<MediaBot> {
    const bot = this.stand(who);
    await bot.join();
    return bot;
  }

  /** Somebody stands at the door. */
  stand(who: Somebody): MediaBot {
    const bot = new MediaBot(who.connect());
    this.bots.push(bot);
    return bot;
  }

  /** The media of the call that goes on. */
  get call(): RoutedCall {
    const [call] = this.sfu.calls;
    return present(call);
  }

  /** What is open at the workers, as they say themselves. */
  async atWorkers() {
    const sum = { routers: 0, transports: 0, producers: 0, consumers: 0, observers: 0 };
    for (const { worker, server } of this.sfu.pool.running) {
      const { routerIds } = await worker.dump();
      sum.routers += routerIds.length;
      const { webRtcTransportIds } = await server.dump();
      sum.transports += webRtcTransportIds.length;
    }
    for (const { router } of this.sfu.calls) {
      const dump = await router.dump();
      sum.producers += dump.mapProducerIdConsumerIds.length;
      sum.consumers += dump.mapConsumerIdProducerId.length;
      sum.observers += dump.rtpObserverIds.length;
    }
    return sum;
  }

  async close(): Promise<void> {
    for (const bot of this.bots) bot.close();
    this.house.calls.close();
    await this.sfu.close();
  }
}

export function present<T>(value: T | undefined | null): T {
  assert.ok(value !== undefined && value !== null);
  return value;
}
