import { expect, test } from 'vitest';
import type { MeasuredStream } from '../types.ts';
import { coarsenessRules, coarsenessSign } from './coarseness.ts';
import { nextRung, topRung } from './ladder.ts';

const camera = (width: number, height: number) =>
  ({ direction: 'sent', source: 'camera', width, height }) as MeasuredStream;
const sign = (outgoing: number | null, ...streams: MeasuredStream[]) =>
  coarsenessSign({ outgoing, streams });

test('ADAPT-11 a picture is too fine where the line carries less than its size needs', () => {
  expect(sign(500_000, camera(1280, 720))).toBe('bad');
  expect(sign(500_000, camera(640, 360))).toBe('unknown');
  expect(sign(120_000, camera(640, 360))).toBe('bad');
  // Below that it is held back altogether.
  expect(sign(60_000, camera(320, 180))).toBe('unknown');
});

test('ADAPT-11 it may be finer again where the next size has enough', () => {
  expect(sign(900_000, camera(640, 360))).toBe('good');
  expect(sign(300_000, camera(320, 180))).toBe('good');
  expect(sign(200_000, camera(320, 180))).toBe('unknown');
});

test('ADAPT-11 nothing is known without a picture, or without an estimate', () => {
  expect(sign(100_000)).toBe('unknown');
  expect(sign(null, camera(1280, 720))).toBe('unknown');
});

test('ADAPT-11 it takes seconds to get coarser, and a while to get finer', () => {
  let ladder = topRung(0, coarsenessRules);
  const rungs: number[] = [];
  for (let at = 0; at <= 60_000; at += 2_000) {
    ladder = nextRung(ladder, at < 14_000 ? 'bad' : 'good', at, coarsenessRules);
    rungs.push(ladder.rung);
  }
  expect(rungs.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
  expect(Math.max(...rungs)).toBe(1);
  expect(rungs.at(-1)).toBe(0);
});
