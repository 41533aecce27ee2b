import type { ParticipantId, ProducerId } from '@converge/protocol/ids';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Demand, type Wanter } from './demand.ts';
import { layersOf } from './layers.ts';
import type { Stream } from './stream.ts';

const camera: Stream = {
  id: 'camera' as ProducerId,
  owner: 'anna' as ParticipantId,
  source: 'camera',
  producer: {} as Stream['producer'],
  layers: layersOf('camera', [4, 2, 1]),
};

let wanters: Map<string, number | null>;
let told: (number | null)[];
let demand: Demand;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate'] });
  wanters = new Map();
  told = [];
  demand = new Demand({
    streams: () => [camera],
    *wanters() {
      for (const layer of wanters.values()) yield { wants: () => layer } satisfies Wanter;
    },
    tell: (_owner, _producerId, layer) => told.push(layer),
  });
});
afterEach(() => {
  demand.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** What somebody wants now; the next turn of the event loop comes. */
function want(who: string, layer: number | null): void {
  wanters.set(who, layer);
  demand.review();
  vi.advanceTimersByTime(1);
}
const pass = (ms: number) => vi.advanceTimersByTime(ms);

test('ADAPT-1 what nobody wants is switched off after five seconds of calm, and not before', () => {
  demand.review();
  pass(4_999);
  expect(told).toEqual([]);
  pass(2);
  expect(told).toEqual([null]);
});

test('ADAPT-1 the highest wish of all counts', () => {
  want('boris', 0);
  want('vera', 1);
  pass(5_000);
  expect(told).toEqual([1]);
  want('vera', null);
  pass(5_000);
  expect(told).toEqual([1, 0]);
});

test('ADAPT-1 more is told at once', () => {
  demand.review();
  pass(5_001);
  want('boris', 0);
  want('boris', 2);
  expect(told).toEqual([null, 0, 2]);
});

test('ADAPT-1 a page that is turned back and forth switches nothing', () => {
  want('boris', 2);
  for (let n = 0; n < 10; n += 1) {
    want('boris', null);
    pass(4_000);
    want('boris', 2);
    pass(4_000);
  }
  expect(told).toEqual([]);
});

test('ADAPT-1 when the calm is over, what is wanted then is told', () => {
  want('boris', 0);
  pass(3_000);
  want('boris', 1);
  pass(2_000);
  expect(told).toEqual([1]);
});

test('ADAPT-1 whose line comes back is told again, unless everything is wanted as at the beginning', () => {
  demand.repeat(camera.owner);
  expect(told).toEqual([]);
  want('boris', 1);
  pass(5_000);
  demand.repeat('somebody else' as ParticipantId);
  demand.repeat(camera.owner);
  expect(told).toEqual([1, 1]);
});

test('ADAPT-1 what ended, or lived in a call that ended, is told of no more', () => {
  want('boris', 0);
  demand.forget(camera.id);
  pass(10_000);
  want('boris', 1);
  demand.close();
  pass(10_000);
  expect(told).toEqual([]);
});
