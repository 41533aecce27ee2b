/** When a worker counts as one that hangs: pure, with beats that the test makes. */
import { beforeEach, expect, test } from 'vitest';
import { BEAT_MS, HANGS_AFTER, WorkerWatch } from './worker-watch.ts';

type Answer = 'none' | 'given' | 'refused';
interface Worker {
  answer: Answer;
  /** Answers what was asked so far and stayed open. */
  readonly open: (() => void)[];
}

let now: number;
let running: Worker[];
let killed: Worker[];
let watch: WorkerWatch<Worker>;

beforeEach(() => {
  now = 0;
  running = [];
  killed = [];
  watch = new WorkerWatch<Worker>({
    workers: () => running,
    ask({ answer, open }) {
      if (answer === 'given') return Promise.resolve();
      if (answer === 'refused') return Promise.reject(new Error('refused'));
      return new Promise((resolve) => open.push(() => resolve(undefined)));
    },
    hangs(worker) {
      killed.push(worker);
      running = running.filter((one) => one !== worker);
    },
  });
});

function worker(answer: Answer): Worker {
  const one: Worker = { answer, open: [] };
  running.push(one);
  return one;
}

/** So many beats, with what comes between them. */
async function beats(count: number, everyMs = BEAT_MS): Promise<void> {
  for (let i = 0; i < count; i++) {
    now += everyMs;
    watch.beat(now);
    await Promise.resolve();
  }
}

/** It answers one of the questions that are open; -1: the last of them. */
async function answer(one: Worker, at: number): Promise<void> {
  one.open.at(at)?.();
  await Promise.resolve();
}

test('MEDIA-17 who answers is let live, also by refusing', async () => {
  const all = [worker('given'), worker('refused')];
  await beats(100);
  expect(killed).toEqual([]);
  expect(all.map((one) => watch.answers(one))).toEqual([true, true]);
});

test('MEDIA-17 who leaves seven beats unanswered hangs, and is killed once, alone', async () => {
  const [hung, other] = [worker('none'), worker('given')];
  await beats(HANGS_AFTER);
  expect(killed).toEqual([]);
  await beats(1);
  expect(killed).toEqual([hung]);
  await beats(20);
  expect(killed).toEqual([hung]);
  expect(running).toEqual([other]);
});

test('MEDIA-17 one that hangs after hours of answers is noticed as soon', async () => {
  const one = worker('given');
  await beats(10_000);
  one.answer = 'none';
  await beats(HANGS_AFTER);
  expect(killed).toEqual([]);
  await beats(1);
  expect(killed).toEqual([one]);
});

test('MEDIA-17 the one that comes in its place is judged by its own answers', async () => {
  worker('none');
  await beats(HANGS_AFTER + 1);
  worker('given');
  const slow = worker('none');
  await beats(HANGS_AFTER - 1);
  expect(running).toContain(slow);
  expect(killed).toHaveLength(1);
});

test('MEDIA-17 any answer clears it, whichever question it belongs to, and one may get lost', async () => {
  const one = worker('none');
  await beats(HANGS_AFTER);
  await answer(one, -1);
  await beats(HANGS_AFTER);
  expect(killed).toEqual([]);
  // One that is slow, but does what it is asked: each answer comes five beats late.
  for (let i = 0; i < 20; i++) {
    await answer(one, -5);
    await beats(1);
  }
  expect(killed).toEqual([]);
});

test('MEDIA-17 what falls into a pause of our own loop says nothing of the worker', async () => {
  const one = worker('none');
  await beats(HANGS_AFTER);
  // The lid was closed, or this process had no time: everything is given its whole time again.
  await beats(1, 3_600_000);
  await beats(HANGS_AFTER - 1);
  expect(killed).toEqual([]);
  await beats(1);
  expect(killed).toEqual([one]);
});

test('MEDIA-17 where our own loop comes late again and again, nobody is judged', async () => {
  worker('none');
  for (let i = 0; i < 20; i++) {
    await beats(HANGS_AFTER - 1);
    await beats(1, BEAT_MS + 600);
  }
  expect(killed).toEqual([]);
});

test('a beat that is a little late is one all the same', async () => {
  const one = worker('none');
  await beats(HANGS_AFTER + 1, BEAT_MS + 300);
  expect(killed).toEqual([one]);
});

test('nobody is sent to one that left some beats unanswered, until it answers', async () => {
  const one = worker('none');
  await beats(2);
  expect(watch.answers(one)).toBe(true);
  await beats(1);
  expect(watch.answers(one)).toBe(false);
  await answer(one, -1);
  expect(watch.answers(one)).toBe(true);
});
