/**
 * Tries one way to every media worker: each listens on a port of its own, and a
 * firewall that is open for some of them lets some calls through and others not.
 */
import { ConvergeError } from '@converge/protocol/errors';
import {
  type Endpoint,
  type ProbeOptions,
  tryWorker,
  type Way,
  type WayResult,
  type WorkerResult,
} from './probe.ts';

export type PortsResult =
  /** At every worker. `worker`: one that was reached. */
  | { readonly kind: 'open'; readonly roundTripMs: number | null; readonly worker: number }
  /** At some of them; `closed`: at which not, counted from 0. */
  | {
      readonly kind: 'partly';
      readonly roundTripMs: number | null;
      readonly worker: number;
      readonly closed: readonly number[];
      readonly tried: readonly Endpoint[];
    }
  | Exclude<WayResult, { kind: 'open' }>;

/** So many at once: the server has few places for all who check. */
const LANES = 3;
/** A server of more has its ports in a row; what holds for these holds for them. */
const MOST = 32;

/** @throws like `tryWorker`, where not even the first could be tried */
export async function tryPorts(
  way: Way,
  options: Omit<ProbeOptions, 'worker' | 'answered'>,
  one: typeof tryWorker = tryWorker,
): Promise<PortsResult> {
  // How many there are is known long before the first one has opened, or hasn't.
  let answered: NonNullable<ProbeOptions['answered']> = () => {};
  const others = new Promise<number[]>((resolve) => {
    answered = ({ worker, workers }) => resolve(othersThan(worker, workers));
  });
  const first = one(way, { ...options, answered });
  const rest = others.then(async (left) => {
    const results: WorkerResult[] = [];
    const lane = async () => {
      for (let worker = left.shift(); worker !== undefined; worker = left.shift()) {
        try {
          results.push(await one(way, { ...options, worker }));
        } catch (error) {
          options.signal.throwIfAborted();
          // This one is being replaced, or too many are checking: nothing is said of it.
          if (!(error instanceof ConvergeError)) throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return results;
  });
  const [least, more] = await Promise.all([first, rest]);
  options.signal.throwIfAborted();
  return together([least, ...more]);
}

const othersThan = (worker: number, workers: number): number[] =>
  Array.from({ length: Math.min(workers, MOST) }, (_, index) => index).filter(
    (index) => index !== worker,
  );

function together(results: readonly WorkerResult[]): PortsResult {
  const sorted = results.toSorted((a, b) => a.worker - b.worker);
  const tried = sorted.flatMap(({ result }) => (result.kind === 'blocked' ? result.tried : []));
  for (const { result, worker } of sorted) {
    if (result.kind !== 'open') continue;
    const { roundTripMs } = result;
    if (tried.length === 0) return { kind: 'open', roundTripMs, worker };
    const closed = sorted.flatMap((each) => (each.result.kind === 'blocked' ? each.worker : []));
    return { kind: 'partly', roundTripMs, worker, closed, tried };
  }
  return tried.length === 0 ? { kind: 'absent' } : { kind: 'blocked', tried };
}
