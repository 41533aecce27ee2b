import { expect, test } from 'vitest';
import { type LineProbe, nextProbe, type Step, usualProbe } from './line-probe.ts';

/** What is done of such a course, second by second: what the line is thought to carry, and whether it is too little. */
function stepsOf(course: readonly (readonly [bitrate: number, short: boolean])[]): Step[] {
  let probe: LineProbe = usualProbe;
  return course.map(([bitrate, short], second) => {
    const next = nextProbe(probe, bitrate, short, second * 1_000);
    probe = next.probe;
    return next.step;
  });
}

test('ADAPT-12 where pictures are as large as wished for, nothing is looked for', () => {
  expect(stepsOf(Array(60).fill([400_000, false]))).toEqual(Array(60).fill('none'));
});

test('ADAPT-12 what is short for a moment is left alone', () => {
  const course = [[400_000, true] as const, [400_000, true] as const, [900_000, false] as const];
  expect(stepsOf(course)).toEqual(['none', 'none', 'none']);
});

test('ADAPT-12 a line that carries more than was thought is found out within seconds', () => {
  const course = [
    [140_000, true],
    [140_000, true],
    [140_000, true],
    [280_000, true],
    [560_000, true],
    [1_100_000, true],
    [2_200_000, false],
    [2_200_000, false],
  ] as const;
  expect(stepsOf(course)).toEqual([
    'none',
    'none',
    'look',
    'look',
    'look',
    'look',
    'release',
    'none',
  ]);
});

test('ADAPT-12 a line that is as thin as was thought is asked more rarely, and again and again', () => {
  const looks = stepsOf(Array(30).fill([140_000, true])).flatMap((step, second) =>
    step === 'look' ? [second] : [],
  );
  expect(looks).toEqual([2, 4, 7, 13, 19, 25]);
});
