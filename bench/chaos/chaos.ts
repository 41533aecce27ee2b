/**
 * A call full of people to whom everything happens that can happen to people in
 * calls, by chance and much faster than in life. Between the storms it is quiet
 * for a moment: then everybody has to be inside once, receive everybody else, and
 * nothing may be open at the media worker that no one needs.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { TestServer } from '@converge/e2e/harness/server';
import type { ParticipantId } from '@converge/protocol/ids';
import { descendants } from '../lib/process.ts';
import { createRandom, type Random } from '../lib/random.ts';
import { counted, differences, disorder, drought, wanted } from './count.ts';
import { type Crowd, gather } from './crowd.ts';
import type { Machine } from './machines.ts';
import type { Key, Seen } from './plan.ts';

export interface ChaosOptions {
  /** With `preload`ed `lib/inside-server.ts`. */
  readonly server: TestServer;
  readonly people: number;
  readonly seed: number;
  /** How long it storms before each quiet moment. */
  readonly stormMs: number;
  /** Whether another storm comes after so many. */
  readonly goesOn: (storms: number) => boolean;
  /** A step is made after each such pause, or up to twice as long. */
  readonly paceMs: number;
  /** How long the calm may take to come. */
  readonly patienceMs: number;
  readonly say: (line: string) => void;
}

export interface Chaos {
  /** How often each thing was done. */
  readonly done: Readonly<Record<string, number>>;
  /** Milliseconds that each calm took to come. */
  readonly calms: readonly number[];
  /** What was wrong where it didn't come. */
  readonly faults: readonly string[];
}

/** The slowest stream brings something every quarter of a second. */
const DRY_MS = 8_000;
/** At least. */
const WORKER_LIVES_MS = 12_000;
/** On each machine, who go down together when it is killed. */
const PER_MACHINE = 2;

/** Weights: what happens often in life happens often here. */
const weights = {
  cut: 6,
  return: 4,
  send: 6,
  view: 8,
  hand: 3,
  mute: 3,
  remove: 1,
  deaf: 3,
  'lose ICE': 2,
  'kill client': 2,
  'kill worker': 1,
} as const;
type Step = keyof typeof weights;
const steps = (Object.keys(weights) as Step[]).flatMap((step) => Array(weights[step]).fill(step));

export async function runChaos(options: ChaosOptions): Promise<Chaos> {
  const storm = await Storm.brew(options);
  const calms: number[] = [];
  const faults: string[] = [];
  try {
    for (let nr = 1; faults.length === 0 && options.goesOn(nr - 1); nr++) {
      await storm.rage();
      const calm = await storm.calm();
      options.say(`storm ${nr}: ${calm.faults.join('; ') || `calm after ${calm.ms} ms`}`);
      calms.push(calm.ms);
      faults.push(...calm.faults);
    }
    if (faults.length === 0) faults.push(...(await storm.end()));
  } finally {
    await storm.close();
  }
  return { done: storm.done, calms, faults };
}

class Storm {
  readonly done: Partial<Record<Step, number>> = {};
  readonly #options: ChaosOptions;
  readonly #random: Random;
  readonly #machines: readonly Machine[];
  readonly #newKey: () => Promise<Key>;
  /** What is being started again. */
  readonly #starting = new Set<Promise<void>>();
  readonly #accidents: string[] = [];
  #workerKilledAt = Number.NEGATIVE_INFINITY;

  static async brew(options: ChaosOptions): Promise<Storm> {
    const { server, people } = options;
    return new Storm(options, await gather(server, people, PER_MACHINE));
  }

  private constructor(options: ChaosOptions, { machines, newKey }: Crowd) {
    this.#options = options;
    this.#random = createRandom(options.seed);
    this.#machines = machines;
    this.#newKey = newKey;
  }

  async rage(): Promise<void> {
    const { stormMs, paceMs } = this.#options;
    const until = performance.now() + stormMs;
    while (performance.now() < until) {
      const step = this.#random.pick(steps) as Step;
      try {
        if (await this.#make(step)) this.done[step] = (this.done[step] ?? 0) + 1;
      } catch (error) {
        this.#accidents.push(`${step}: ${String(error)}`);
      }
      await wait(paceMs * (1 + this.#random.next()));
    }
  }

  /** Waits until all is as it should be; says what isn't where that doesn't come. */
  async calm(): Promise<{ ms: number; faults: string[] }> {
    await Promise.all(this.#starting);
    const began = performance.now();
    for (const machine of this.#machines) await machine.order({ do: 'calm' });
    const { patienceMs, people, server } = this.#options;
    let faults: string[];
    let seen: Seen[];
    do {
      await wait(250);
      seen = (await Promise.all(this.#machines.map((one) => one.look()))).flat();
      faults = [...disorder(seen), ...differences(await counted(server), wanted(people))];
      // Everything stands; but a path may still be cut by the storm's last gust, and is
      // mended in the time in which all the rest has to be.
      if (faults.length === 0) faults = await this.#dry(seen);
    } while (faults.length > 0 && performance.now() < began + patienceMs);
    if (faults.length > 0) await this.#tellLately(faults);
    const ms = Math.round(performance.now() - began);
    return { ms, faults: [...faults, ...this.#accidents.splice(0)] };
  }

  /** Everybody goes; then nothing may be left. */
  async end(): Promise<string[]> {
    for (const machine of this.#machines) machine.kill();
    const until = performance.now() + this.#options.patienceMs;
    let faults: string[];
    do {
      await wait(250);
      faults = differences(await counted(this.#options.server), wanted(0));
    } while (faults.length > 0 && performance.now() < until);
    return faults.map((fault) => `after the end ${fault}`);
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#starting);
    await Promise.all(this.#machines.map((machine) => machine.stop()));
  }

  /** What the engines of those said who are named in `faults`. */
  async #tellLately(faults: readonly string[]): Promise<void> {
    const all = await Promise.all(this.#machines.map((one) => one.order({ do: 'lately' })));
    for (const [nr, lines] of (all.flat() as string[][]).entries()) {
      if (!faults.some((fault) => fault.startsWith(`bot ${nr} `))) continue;
      this.#options.say(`bot ${nr}:\n  ${lines.join('\n  ')}`);
    }
  }

  /** Who sends or receives nothing, though all is open. */
  async #dry(seen: readonly Seen[]): Promise<string[]> {
    const order = { do: 'dry', ms: DRY_MS } as const;
    const all = await Promise.all(this.#machines.map((machine) => machine.order(order)));
    return drought(
      (all as ParticipantId[][][]).flat(),
      seen.map(({ self }) => self),
    );
  }

  /** Does it, where it can be done now. */
  async #make(step: Step): Promise<boolean> {
    const random = this.#random;
    const machine = random.pick(this.#machines);
    const bot = random.below(machine.keys.length);
    // The numbers are drawn in any case, so that a seed means the same steps.
    const [a, b] = [random.next(), random.next()];
    if (!machine.up) return false;
    switch (step) {
      case 'cut':
        await machine.order({ do: 'cut', bot });
        return true;
      case 'return':
        await machine.order({ do: 'return', bot, ms: 1_500 * a });
        return true;
      case 'send':
        await machine.order({ do: 'send', bot, microphone: a < 0.5, camera: b < 0.5 });
        return true;
      case 'view':
        await machine.order({ do: 'view', bot, share: a, width: random.pick([160, 320, 1280]) });
        return true;
      case 'hand':
        await machine.order({ do: 'hand', bot, raised: a < 0.7 });
        return true;
      case 'mute':
      case 'remove':
        return this.#moderate(step, machine, bot);
      case 'deaf':
        await machine.order({ do: 'deaf', ms: 500 + 6_000 * a });
        return true;
      case 'lose ICE':
        await machine.order({ do: 'lost' });
        return true;
      case 'kill client':
        machine.kill();
        this.#again(machine, 2_000 * a);
        return true;
      case 'kill worker':
        return this.#killWorker();
    }
  }

  async #moderate(step: 'mute' | 'remove', target: Machine, bot: number): Promise<boolean> {
    const [first] = this.#machines;
    // The room's owner sits at the first machine, and isn't put out.
    if (!first?.up || target === first) return false;
    const whom = (await target.look())[bot]?.self;
    if (!whom) return false;
    await first.order({ do: step, bot: 0, whom });
    if (step === 'mute') return true;
    const key = await this.#newKey();
    target.keys[bot] = key;
    await target.order({ do: 'replace', bot, key });
    return true;
  }

  #killWorker(): boolean {
    // One that dies at every step is a broken machine, and another test.
    if (performance.now() - this.#workerKilledAt < WORKER_LIVES_MS) return false;
    const [pid] = descendants(this.#options.server.pid, 'mediasoup-worke');
    if (pid === undefined) return false;
    process.kill(pid, 'SIGKILL');
    this.#workerKilledAt = performance.now();
    return true;
  }

  #again(machine: Machine, ms: number): void {
    const starting = wait(ms)
      .then(() => machine.start())
      .catch((error: unknown) => void this.#accidents.push(`a machine: ${String(error)}`))
      .finally(() => this.#starting.delete(starting));
    this.#starting.add(starting);
  }
}
