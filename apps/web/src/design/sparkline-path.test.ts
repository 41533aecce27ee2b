import { expect, test } from 'vitest';
import { linePath } from './sparkline-path.ts';

const box = { least: 10, places: 3, width: 100, height: 22 };

test('the newest value stands at the right edge, the largest at the top', () => {
  expect(linePath([0, 5, 10], box).line).toBe('M0,21L50,11L100,1');
  expect(linePath([10], box).line).toBe('M100,1');
  expect(linePath([20, 10], box).line).toBe('M50,1L100,11');
});

test('a scale has a least height: noise stays low', () => {
  expect(linePath([1], box).line).toBe('M100,19');
});

test('what isn’t known is a gap, not a nought', () => {
  const { line, area } = linePath([10, null, 10], box);
  expect(line).toBe('M0,1M100,1');
  expect(area).toBe('M0,22L0,1L0,22ZM100,22L100,1L100,22Z');
  expect(linePath([], box)).toEqual({ line: '', area: '' });
  expect(linePath([null, null], box)).toEqual({ line: '', area: '' });
});
