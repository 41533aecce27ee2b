import { expect, test } from 'vitest';
import { sizeFor } from './size.ts';

const camera = (over: Partial<Parameters<typeof sizeFor>[1]> = {}) =>
  sizeFor('camera', { tile: undefined, width: 1280, saving: false, ...over });
const tile = (width: number) => ({ width, height: Math.round((width * 9) / 16) });

test('MEDIA-5 what isn’t on the other’s screen isn’t encoded for them', () => {
  expect(camera({ tile: null }).active).toBe(false);
  expect(camera({ tile: tile(100) }).active).toBe(true);
});

test('MEDIA-5 the size follows the tile in steps, and is full until one was told', () => {
  const scale = (width: number) => camera({ tile: tile(width) }).scaleResolutionDownBy;
  expect([200, 400, 401, 800, 801, 4_000].map(scale)).toEqual([4, 4, 2, 2, 1, 1]);
  expect(camera().scaleResolutionDownBy).toBe(1);
  expect(camera({ tile: tile(300) }).maxBitrate).toBeLessThan(camera().maxBitrate);
});

test('MEDIA-5 an upright tile shows a picture by its height', () => {
  expect(camera({ tile: { width: 300, height: 700 } }).scaleResolutionDownBy).toBe(1);
});

test('ADAPT-7 who saves data sends no more than 360p of the camera, and a readable page', () => {
  expect(camera({ saving: true })).toMatchObject({ scaleResolutionDownBy: 2 });
  expect(sizeFor('screen', { tile: tile(1920), width: 1920, saving: true })).toMatchObject({
    scaleResolutionDownBy: 1,
  });
});
