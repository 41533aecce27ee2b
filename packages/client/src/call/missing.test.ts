import { expect, test } from 'vitest';
import { type MissingByName, nextMissing } from './missing.ts';

const set = (...names: string[]) => new Set(names);

/** Looks every two seconds and notes what was due when. */
function watch(
  looks: readonly { readonly expected: Set<string>; readonly arriving: Set<string> }[],
) {
  let missing: MissingByName = new Map();
  const done: string[] = [];
  looks.forEach((look, at) => {
    const step = nextMissing(missing, { ...look, now: at * 2_000 });
    missing = step.missing;
    for (const { name, remedy } of step.due) done.push(`${at * 2} ${name} ${remedy}`);
  });
  return { done, missing };
}

const times = <T>(n: number, one: T): T[] => Array.from({ length: n }, () => one);

test('MEDIA-12 what doesn’t come is asked for, opened anew, and then another path is tried, each once', () => {
  const { done } = watch(times(60, { expected: set('a'), arriving: set() }));
  expect(done).toEqual(['6 a picture', '12 a anew', '20 a path']);
});

test('MEDIA-12 where others come, the path is left alone', () => {
  const { done } = watch(times(60, { expected: set('a', 'b'), arriving: set('b') }));
  expect(done).toEqual(['6 a picture', '12 a anew']);
});

test('MEDIA-12 what comes after a moment, or isn’t expected any more, is forgotten', () => {
  const { done, missing } = watch([
    ...times(3, { expected: set('a'), arriving: set() }),
    ...times(1, { expected: set('a'), arriving: set('a') }),
    ...times(3, { expected: set('a'), arriving: set() }),
    ...times(1, { expected: set(), arriving: set() }),
  ]);
  expect(done).toEqual([]);
  expect(missing.size).toBe(0);
});

test('MEDIA-12 what came again and stops again is helped again', () => {
  const dead = times(4, { expected: set('a'), arriving: set() });
  const { done } = watch([...dead, { expected: set('a'), arriving: set('a') }, ...dead]);
  expect(done).toEqual(['6 a picture', '16 a picture']);
});
