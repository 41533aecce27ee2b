import { expect, test } from 'vitest';
import { wallPage } from './wall-places.ts';

const students = Array.from({ length: 40 }, (_, i) => i);

test('WALL-3 forty screens stand on pages: each on one of them, none outside of the wall', () => {
  for (const box of [
    { width: 1_180, height: 560 },
    { width: 340, height: 480 },
    { width: 1_900, height: 900 },
    { width: 500, height: 120 },
  ]) {
    const { pages } = wallPage(students, box, 0);
    const seen: number[] = [];
    for (let page = 0; page < pages; page++) {
      const { cards } = wallPage(students, box, page);
      expect(cards.length).toBeLessThanOrEqual(20);
      for (const { item, rect } of cards) {
        seen.push(item);
        expect(rect.x).toBeGreaterThanOrEqual(0);
        expect(rect.y).toBeGreaterThanOrEqual(0);
        expect(rect.x + rect.width).toBeLessThanOrEqual(box.width + 1);
        expect(rect.y + rect.height).toBeLessThanOrEqual(box.height + 1);
      }
    }
    expect(seen).toEqual(students);
  }
});

test('WALL-3 a laptop shows so many at once that a class is two or three pages', () => {
  expect(wallPage(students, { width: 1_180, height: 560 }, 0).pages).toBeLessThanOrEqual(3);
  expect(wallPage(students, { width: 1_900, height: 900 }, 0).pages).toBe(2);
});

test('WALL-3 a page that is no longer there gives way to the last one', () => {
  expect(wallPage(students.slice(0, 3), { width: 1_180, height: 560 }, 7)).toMatchObject({
    page: 0,
    pages: 1,
  });
  expect(wallPage([], { width: 1_180, height: 560 }, 0).cards).toEqual([]);
});
