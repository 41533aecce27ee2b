import { EventEmitter } from 'node:events';
import type { Consumer, ConsumerLayers } from 'mediasoup/types';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchRevival } from './revival.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What `watchRevival` sees of a consumer: its events, its scores, and what the worker sends. */
class Passing extends EventEmitter {
  readonly observer = new EventEmitter();
  closed = false;
  currentLayers: ConsumerLayers | undefined;
  score = { producerScores: [10, 10, 10] };
  readonly asked: ConsumerLayers[] = [];

  setPreferredLayers(layers: ConsumerLayers): Promise<void> {
    this.asked.push(layers);
    return Promise.resolve();
  }

  tell(...producerScores: number[]): void {
    this.score = { producerScores };
    this.emit('score');
  }
}

function watch(wanted: () => number | null, passing = new Passing()) {
  const revived = vi.fn<() => void>();
  const failed = vi.fn<(error: unknown) => void>();
  watchRevival(passing as unknown as Consumer, { wanted, revived, failed });
  return { passing, revived, failed };
}

test('MEDIA-18 who is back is chosen again until a layer is passed on', async () => {
  const { passing, revived } = watch(() => 1);
  passing.tell(0, 0, 0);
  passing.tell(10, 0, 0);
  expect(revived).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(200);
  const once = [{ spatialLayer: 1, temporalLayer: 0 }, { spatialLayer: 1 }];
  expect(passing.asked).toEqual([...once, ...once]);
  passing.currentLayers = { spatialLayer: 0, temporalLayer: 2 };
  await vi.advanceTimersByTimeAsync(5_000);
  expect(passing.asked).toHaveLength(4);
  // Further layers that live again change nothing: one is passed on.
  passing.tell(10, 10, 0);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(passing.asked).toHaveLength(4);
  expect(revived).toHaveBeenCalledOnce();
});

test('MEDIA-18 nothing is asked for what nobody looks at, what is away, and for ever', async () => {
  let wanted: number | null = null;
  const { passing, revived } = watch(() => wanted);
  passing.tell(0, 0, 0);
  passing.tell(10, 0, 0);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(revived).not.toHaveBeenCalled();
  passing.tell(0, 0, 0);
  wanted = 0;
  passing.tell(0, 10, 0);
  expect(revived).toHaveBeenCalledOnce();
  passing.tell(0, 0, 0);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(passing.asked).toEqual([]);
  passing.tell(10, 0, 0);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(passing.asked).toHaveLength(30);
});

test('MEDIA-18 a closed stream is asked for nothing more', async () => {
  const { passing } = watch(() => 2);
  passing.tell(0, 0, 0);
  passing.tell(10, 10, 10);
  passing.closed = true;
  passing.observer.emit('close');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(passing.asked).toEqual([]);
});

test('MEDIA-13 MEDIA-18 who begins is not back: it may grow as any other', async () => {
  const beginning = new Passing();
  beginning.score = { producerScores: [0, 0, 0] };
  const { passing, revived } = watch(() => 2, beginning);
  passing.tell(10, 0, 0);
  passing.tell(10, 10, 0);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(passing.asked).toEqual([]);
  expect(revived).not.toHaveBeenCalled();
  passing.tell(0, 0, 0);
  passing.tell(10, 0, 0);
  expect(revived).toHaveBeenCalledOnce();
});
