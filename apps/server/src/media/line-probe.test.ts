import { expect, test } from 'vitest';
import { type LineProbe, nextProbe, type Step, usualProbe } from './line-probe.ts';

/** What the worker is told in such a course, second by second: what the line is thought to carry, and whether it is too little. */
function stepsOf(course: readonly (readonly [bitrate: number, short: boolean])[]): Step[] {
  let probe: LineProbe = usualProbe;
  return course.map(([bitrate, short], second) => {
    const next = nextProbe(probe, bitrate, short, second * 1_000);
    probe = next.probe;
    return next.step;
  });
}

test('ADAPT-12 where pictures are as large as wished for, nothing is looked for', () => {
  expect(stepsOf(Array(60).fill([400_000, false]))).toEqual(Array(60).fill(null));
});

test('ADAPT-12 what is short for a moment is left alone', () => {
  const course = [[400_000, true] as const, [400_000, true] as const, [900_000, false] as const];
  expect(stepsOf(course)).toEqual([null, null, null]);
});

test('ADAPT-12 a line that carries more than was thought is found out within seconds', () => {
  const course = [
    [200_000, true],
    [200_000, true],
    [200_000, true],
    [300_000, true],
    [400_000, true],
    [1_000_000, true],
    [2_200_000, false],
    [2_200_000, false],
  ] as const;
  expect(stepsOf(course)).toEqual([
    null,
    null,
    300_000,
    405_000,
    600_000,
    1_350_000,
    'usual',
    null,
  ]);
});

test('ADAPT-12 a line that is as thin as was thought is asked more rarely, each time otherwise', () => {
  const looks = stepsOf(Array(30).fill([200_000, true])).flatMap((step, second) =>
    step === null ? [] : [[second, step]],
  );
  expect(looks).toEqual([
    [2, 300_000],
    [4, 270_000],
    [7, 300_000],
    [13, 270_000],
    [19, 300_000],
    [25, 270_000],
  ]);
});

test('ADAPT-12 where the path is gone nothing is looked for, and the usual limit is back', () => {
  const course = [
    [200_000, true],
    [200_000, true],
    [200_000, true],
    [0, true],
    [0, true],
    [200_000, true],
  ] as const;
  expect(stepsOf(course)).toEqual([null, null, 300_000, 'usual', null, null]);
});
