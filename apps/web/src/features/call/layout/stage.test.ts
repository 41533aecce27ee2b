import { expect, test } from 'vitest';
import type { Rect } from './grid.ts';
import { fitFor, ratiosFor } from './ratio.ts';
import { stageLayout } from './stage.ts';

const gap = 8;
const laptop = { width: 1408, height: 760 };
const phone = { width: 344, height: 620 };

test('the strip stands beside the share on a wide window and below it on a tall one', () => {
  expect(stageLayout(1, 6, laptop, gap).side).toBe('right');
  expect(stageLayout(1, 6, phone, gap).side).toBe('bottom');
});

test('without others the share has the whole window', () => {
  expect(stageLayout(1, 0, laptop, gap).stage).toEqual([{ x: 0, y: 0, ...laptop }]);
});

test('share and strip never lie upon each other, for any number of either', () => {
  for (const box of [laptop, phone, { width: 2528, height: 1300 }, { width: 740, height: 300 }]) {
    for (const large of [1, 2, 3, 4]) {
      for (const others of [1, 2, 5, 19, 49]) {
        const { stage, strip } = stageLayout(large, others, box, gap);
        expect(stage).toHaveLength(large);
        expect(strip.length).toBeGreaterThan(0);
        expect(strip.length).toBeLessThanOrEqual(others);
        const all = [...stage, ...strip];
        for (const [i, a] of all.entries()) {
          expect(inside(a, box), `${large}+${others} in ${box.width}`).toBe(true);
          for (const b of all.slice(i + 1)) expect(apart(a, b)).toBe(true);
        }
      }
    }
  }
});

test('the share gets most of the window, and the others what it cannot use', () => {
  const part = (rects: readonly Rect[], box: { width: number; height: number }) =>
    rects.reduce((sum, rect) => sum + rect.width * rect.height, 0) / (box.width * box.height);
  const wide = stageLayout(1, 19, laptop, gap);
  expect(part(wide.stage, laptop)).toBeGreaterThan(0.65);
  const upright = stageLayout(1, 6, phone, gap);
  expect(upright.stage[0]?.width).toBe(phone.width);
  expect(upright.strip).toHaveLength(6);
  expect(part(upright.strip, phone)).toBeGreaterThan(0.3);
});

test('a strip too narrow for the usual size holds all that keep its width', () => {
  const { side, strip } = stageLayout(4, 6, { width: 776, height: 386 }, gap);
  expect(side).toBe('right');
  expect(strip.length).toBeGreaterThanOrEqual(3);
});

test('a picture fills its tile unless that would cut a face', () => {
  expect(fitFor(16 / 9, 16 / 9)).toBe('cover');
  expect(fitFor(16 / 9, 4 / 3)).toBe('cover'); // a quarter of the width: wall
  expect(fitFor(4 / 3, 16 / 9)).toBe('contain'); // a quarter of the height: a chin
  expect(fitFor(9 / 16, 16 / 9)).toBe('contain');
  expect(fitFor(16 / 9, 9 / 16)).toBe('contain');
});

test('tiles take the shape of the cameras where these agree', () => {
  expect(ratiosFor([4 / 3, 4 / 3]).max).toBeCloseTo(4 / 3);
  expect(ratiosFor([16 / 9, 4 / 3])).toEqual({ min: 4 / 3, max: 16 / 9 });
  expect(ratiosFor([9 / 16]).max).toBeCloseTo(9 / 16);
  expect(ratiosFor([])).toEqual({ min: 4 / 3, max: 16 / 9 });
});

const inside = (a: Rect, box: { width: number; height: number }) =>
  a.x >= 0 && a.y >= 0 && a.x + a.width <= box.width && a.y + a.height <= box.height;

const apart = (a: Rect, b: Rect) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
