import { ConvergeError } from '@converge/protocol/errors';
import { expect, test } from 'vitest';
import { checkApi } from '../rest/check.ts';
import { createRest } from '../rest/rest.ts';
import type { ProbeOptions, tryWorker } from './probe.ts';
import { tryPorts } from './workers.ts';

const endpoint = (worker: number) =>
  ({ protocol: 'udp', address: '203.0.113.7', port: 40_000 + worker }) as const;
const options = (signal = new AbortController().signal) => ({
  api: checkApi(createRest()),
  signal,
});

/** Four workers, of which these are closed; the server gives the third one where it may choose. */
function network(closed: readonly number[], workers = 4) {
  const tried: number[] = [];
  let now = 0;
  let most = 0;
  const one: typeof tryWorker = async (_way, { worker = 2, signal, answered }: ProbeOptions) => {
    signal.throwIfAborted();
    answered?.({ worker, workers });
    now += 1;
    most = Math.max(most, now);
    await Promise.resolve();
    now -= 1;
    tried.push(worker);
    const result = closed.includes(worker)
      ? ({ kind: 'blocked', tried: [endpoint(worker)] } as const)
      : ({ kind: 'open', roundTripMs: 7 } as const);
    return { result, worker, workers };
  };
  return { one, tried: () => tried.toSorted((a, b) => a - b), most: () => most };
}

test('CHECK-7 every worker’s port is tried once, a few at a time', async () => {
  const net = network([]);
  expect(await tryPorts('udp', options(), net.one)).toEqual({
    kind: 'open',
    roundTripMs: 7,
    worker: 0,
  });
  expect(net.tried()).toEqual([0, 1, 2, 3]);
  const large = network([], 100);
  await tryPorts('udp', options(), large.one);
  expect(large.tried()).toHaveLength(32);
  // Three, and the first one.
  expect(large.most()).toBeLessThanOrEqual(4);
});

test('CHECK-7 the closed one is named, and one that is open for what comes after', async () => {
  expect(await tryPorts('udp', options(), network([0, 3]).one)).toEqual({
    kind: 'partly',
    roundTripMs: 7,
    worker: 1,
    closed: [0, 3],
    tried: [endpoint(0), endpoint(3)],
  });
  expect(await tryPorts('udp', options(), network([0, 1, 2, 3]).one)).toEqual({
    kind: 'blocked',
    tried: [0, 1, 2, 3].map(endpoint),
  });
});

test('CHECK-7 a worker that can’t be tried just now is said nothing of; the first one’s refusal is told', async () => {
  const { one } = network([1]);
  const replaced = async (...args: Parameters<typeof tryWorker>) => {
    if (args[1].worker === 3) throw new ConvergeError('media_unavailable');
    return one(...args);
  };
  expect(await tryPorts('udp', options(), replaced)).toMatchObject({ kind: 'partly', closed: [1] });
  const refused = async () => {
    throw new ConvergeError('rate_limited', { retryAfterMs: 1 });
  };
  await expect(tryPorts('udp', options(), refused)).rejects.toThrow('rate_limited');
});

test('a look that is given up ends', async () => {
  const abort = new AbortController();
  const { one } = network([]);
  const aborting = async (...args: Parameters<typeof tryWorker>) => {
    const answer = await one(...args);
    abort.abort(new Error('given up'));
    return answer;
  };
  await expect(tryPorts('udp', options(abort.signal), aborting)).rejects.toThrow('given up');
});
