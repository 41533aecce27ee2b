import { expect, test } from 'vitest';
import { gridLayout } from '../layout/grid.ts';
import { type Direction, neighbour } from './walk.ts';

const { rects } = gridLayout(5, { width: 1200, height: 700 }, 8);
const spots = rects.map((rect, i) => ({ id: `${i}`, rect }));
const walk = (from: string, ...steps: Direction[]) =>
  steps.reduce<string | null>(
    (at, step) => (at === null ? null : neighbour(spots, at, step)),
    from,
  );

test('arrow keys go to the tile one sees there', () => {
  // 0 1 2
  //  3 4
  expect(walk('0', 'right')).toBe('1');
  expect(walk('0', 'right', 'right')).toBe('2');
  expect(walk('0', 'down')).toBe('3');
  expect(walk('2', 'down')).toBe('4');
  expect(walk('4', 'left')).toBe('3');
  expect(walk('3', 'up')).toBe('0');
});

test('at the edge one stays', () => {
  expect(neighbour(spots, '0', 'left')).toBeNull();
  expect(neighbour(spots, '1', 'up')).toBeNull();
  expect(neighbour(spots, '4', 'down')).toBeNull();
});

test('when the tile one stood on has gone, one stands on the first', () => {
  expect(neighbour(spots, 'gone', 'left')).toBe('0');
  expect(neighbour([], 'gone', 'left')).toBeNull();
});
