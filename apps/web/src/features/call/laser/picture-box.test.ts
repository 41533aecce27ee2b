import { fc } from '@converge/protocol/testing/random';
import { expect, test } from 'vitest';
import { pictureBox, placeOn } from './picture-box.ts';

const length = fc.integer({ min: 20, max: 4_000 });
const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });

test('POINT-2 a place on the picture is the same place in a tile of any shape', () => {
  fc.assert(
    fc.property(
      length,
      length,
      fc.double({ min: 0.3, max: 4, noNaN: true }),
      share,
      share,
      (width, height, ratio, x, y) => {
        const box = pictureBox({ width, height }, ratio);
        expect(box.width / box.height).toBeCloseTo(ratio, 6);
        expect(box.width).toBeLessThanOrEqual(width + 1e-6);
        expect(box.height).toBeLessThanOrEqual(height + 1e-6);
        const place = placeOn(box, { x: box.x + x * box.width, y: box.y + y * box.height });
        expect(place?.x).toBeCloseTo(x, 6);
        expect(place?.y).toBeCloseTo(y, 6);
      },
    ),
  );
});

test('POINT-2 beside the picture is no place on it', () => {
  // A wide screen in a square tile has bars above and below.
  const box = pictureBox({ width: 800, height: 800 }, 2);
  expect(box).toEqual({ x: 0, y: 200, width: 800, height: 400 });
  expect(placeOn(box, { x: 400, y: 100 })).toBeNull();
  expect(placeOn(box, { x: 400, y: 400 })).toEqual({ x: 0.5, y: 0.5 });
});
