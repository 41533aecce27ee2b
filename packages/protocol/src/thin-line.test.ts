import { describe, expect, test } from 'vitest';
import { beginning, holdsPictures, nextLine, type ThinLine } from './thin-line.ts';

/** Runs through estimates, one a second, and tells in which seconds pictures were held back. */
function run(estimates: readonly (number | null)[], from: ThinLine = beginning(0)) {
  let line = from;
  const held: number[] = [];
  estimates.forEach((bitrate, second) => {
    line = nextLine(line, bitrate, second * 1_000);
    if (holdsPictures(line)) held.push(second);
  });
  return { line, held };
}
const seconds = (count: number, bitrate: number | null) =>
  Array<number | null>(count).fill(bitrate);
const changes = (held: readonly number[]) => held.filter((at) => !held.includes(at - 1)).length;

describe('ADAPT-6 a line that is too thin for pictures', () => {
  test.each([
    ['a wide one holds nothing back', seconds(60, 2_000_000), []],
    ['nor does one about which nothing is known', seconds(60, null), []],
    ['a hiccup is borne', [...seconds(3, 50_000), ...seconds(20, 900_000)], []],
    ['one that just carries a picture shows it', seconds(60, 110_000), []],
    ['three thin seconds hold pictures back', seconds(5, 50_000), [3, 4]],
  ])('%s', (_what, estimates, held) => {
    expect(run(estimates).held).toEqual(held);
  });

  test('it is tried again after ten seconds, and pictures stay where the line has recovered', () => {
    const { line, held } = run([...seconds(4, 50_000), ...seconds(40, 400_000)]);
    expect(held).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(line.kind).toBe('wide');
  });

  test('between thin and enough a try isn’t believed', () => {
    const { held } = run([...seconds(13, 50_000), ...seconds(9, 150_000)]);
    expect(held).toContain(21);
  });

  test('each try in vain makes the next one later, up to a bound', () => {
    const { held } = run(seconds(600, 50_000));
    const begins = held.filter((at) => !held.includes(at - 1));
    const ends = held.filter((at) => !held.includes(at + 1));
    const lengths = begins.slice(0, -1).map((begin, n) => (ends[n] ?? 0) - begin + 1);
    expect(lengths.slice(0, 4)).toEqual([10, 20, 40, 80]);
    expect(Math.max(...lengths)).toBe(80);
  });

  test('a line that comes and goes doesn’t make pictures come and go', () => {
    const restless = Array.from({ length: 600 }, (_, n) => (n % 12 < 6 ? 50_000 : 500_000));
    expect(changes(run(restless).held)).toBeLessThanOrEqual(12);
  });

  test('after a minute without trouble the earlier one is forgotten', () => {
    const worn: ThinLine = { kind: 'wide', since: 0, waitMs: 80_000 };
    expect(nextLine(worn, 50_000, 59_000).waitMs).toBe(80_000);
    expect(nextLine(worn, 50_000, 61_000).waitMs).toBe(10_000);
  });
});
