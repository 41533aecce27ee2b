import { expect, test } from 'vitest';
import { cameraRatios, type Grid, gridLayout, type Rect, type Size } from './grid.ts';
import { gridCapacity, pageOf } from './pages.ts';

const windows: Readonly<Record<string, Size>> = {
  phone: { width: 344, height: 560 },
  'phone on its side': { width: 740, height: 300 },
  tablet: { width: 800, height: 1000 },
  laptop: { width: 1408, height: 760 },
  'laptop with a panel': { width: 1040, height: 760 },
  'half a screen': { width: 700, height: 980 },
  'wall screen': { width: 2528, height: 1300 },
  'a thin slice': { width: 300, height: 1400 },
};
const counts = Array.from({ length: 50 }, (_, i) => i + 1);
const gap = 8;

const cases = Object.entries(windows).flatMap(([name, box]) =>
  counts.map((count) => ({ name, box, count })),
);

test('every tile lies inside the window, and none on another', () => {
  const faults = cases.flatMap(({ name, box, count }) => {
    const { rects } = gridLayout(count, box, gap);
    const wrong = rects.filter((rect) => !inside(rect, box)).length + overlaps(rects);
    return rects.length === count && wrong === 0 ? [] : [`${count} in ${name}`];
  });
  expect(faults).toEqual([]);
});

test('tiles keep a shape between 4:3 and 16:9, so faces stay whole', () => {
  for (const { name, box, count } of cases) {
    const { tile } = gridLayout(count, box, gap);
    const ratio = tile.width / tile.height;
    // A pixel of rounding is more of a small tile than of a large one.
    const slack = 3 / tile.height;
    expect(ratio, `${count} in ${name}`).toBeGreaterThan(cameraRatios.min - slack);
    expect(ratio, `${count} in ${name}`).toBeLessThan(cameraRatios.max + slack);
  }
});

test('no other number of columns would give larger tiles', () => {
  const faults = cases.flatMap(({ name, box, count }) => {
    const chosen = area(gridLayout(count, box, gap));
    const better = Array.from({ length: count }, (_, i) => i + 1).filter((columns) => {
      const rows = Math.ceil(count / columns);
      const width = (box.width - gap * (columns - 1)) / columns;
      const height = (box.height - gap * (rows - 1)) / rows;
      if (width < 1 || height < 1) return false;
      const w = Math.min(width, height * cameraRatios.max);
      const h = Math.min(height, w / cameraRatios.min);
      // Whole pixels cost up to a row and a column of them.
      return chosen < w * h - w - h - 1;
    });
    return better.length === 0 ? [] : [`${count} in ${name}: ${better}`];
  });
  expect(faults).toEqual([]);
});

test('a camera wide as the window fills it', () => {
  const { rects } = gridLayout(1, { width: 1600, height: 900 }, gap);
  expect(rects).toEqual([{ x: 0, y: 0, width: 1600, height: 900 }]);
});

test('a last row that is not full stands in the middle', () => {
  const box = { width: 1408, height: 760 };
  const { rects, columns } = gridLayout(5, box, gap);
  expect(columns).toBe(3);
  const last = rects.slice(3);
  const left = last[0]?.x ?? 0;
  const right = box.width - ((last[1]?.x ?? 0) + (last[1]?.width ?? 0));
  expect(Math.abs(left - right)).toBeLessThanOrEqual(1);
});

test('twenty fit on a laptop, and on a phone they go onto pages', () => {
  expect(gridCapacity({ width: 1408, height: 760 }, gap)).toBeGreaterThanOrEqual(20);
  const onPhone = gridCapacity({ width: 344, height: 560 }, gap);
  expect(onPhone).toBeGreaterThanOrEqual(6);
  expect(onPhone).toBeLessThan(20);
});

test('an empty call and a window without room have an empty grid', () => {
  expect(gridLayout(0, { width: 800, height: 600 }, gap).rects).toEqual([]);
  expect(gridLayout(4, { width: 0, height: 600 }, gap).rects).toEqual([]);
});

test('a page that is gone because people left becomes the nearest one', () => {
  const people = Array.from({ length: 21 }, (_, i) => i);
  expect(pageOf(people, 9, 2)).toEqual({ items: [18, 19, 20], index: 2, count: 3 });
  expect(pageOf(people.slice(0, 10), 9, 2)).toEqual({ items: [9], index: 1, count: 2 });
  expect(pageOf([], 9, 2)).toEqual({ items: [], index: 0, count: 1 });
});

const inside = (rect: Rect, box: Size) =>
  rect.x >= 0 &&
  rect.y >= 0 &&
  rect.x + rect.width <= box.width &&
  rect.y + rect.height <= box.height;

const overlaps = (rects: readonly Rect[]) =>
  rects.filter((a, i) => rects.slice(i + 1).some((b) => !apart(a, b))).length;

const apart = (a: Rect, b: Rect) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

const area = ({ tile }: Grid) => tile.width * tile.height;
