import { expect, test } from 'vitest';
import { sizeFor } from './size.ts';

const camera = (over: Partial<Parameters<typeof sizeFor>[1]> = {}) =>
  sizeFor('camera', { ...usual, ...over });
const usual = {
  tile: undefined,
  settings: { width: 1280, height: 720 },
  saving: false,
  held: false,
  coarser: 0,
};
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

test('MEDIA-11 MEDIA-16 between two people letters aren’t stretched either, whatever is shared', () => {
  const shown = (taken: number, width: number) => {
    const { scaleResolutionDownBy } = sizeFor('screen', {
      ...usual,
      settings: { width: taken },
      tile: tile(width),
    });
    return Math.round(taken / scaleResolutionDownBy);
  };
  for (const [taken, width, sent] of [
    [1920, 900, 960],
    // A face of 960 pixels might be stretched so far.
    [1920, 1200, 1920],
    [1366, 900, 960],
    [1366, 1000, 1366],
    [1000, 700, 960],
    [1000, 980, 1000],
    [800, 400, 800],
  ] as const) {
    expect(shown(taken, width), `${taken} on a tile of ${width}`).toBe(sent);
  }
});

test('ADAPT-7 who saves data sends no more than 360p of the camera, and a readable page', () => {
  expect(camera({ saving: true })).toMatchObject({ scaleResolutionDownBy: 2 });
  expect(
    sizeFor('screen', { ...usual, tile: tile(1920), settings: { width: 1920 }, saving: true }),
  ).toMatchObject({
    scaleResolutionDownBy: 1,
  });
});

test('ADAPT-9 on a line that carries no picture none is encoded, however large it is shown', () => {
  expect(camera({ held: true, tile: tile(1280) }).active).toBe(false);
  // A share is held back by nobody but its owner.
  expect(sizeFor('screen', { ...usual, held: true }).active).toBe(true);
});

test('ADAPT-11 on a thin line the picture is coarser by steps, and never larger than it is shown', () => {
  const scale = (coarser: number, width: number) =>
    camera({ coarser, tile: tile(width) }).scaleResolutionDownBy;
  expect([0, 1, 2, 3].map((coarser) => scale(coarser, 1280))).toEqual([1, 2, 4, 4]);
  expect([0, 1].map((coarser) => scale(coarser, 300))).toEqual([4, 4]);
  expect(camera({ coarser: 1 }).maxBitrate).toBe(500_000);
  expect(sizeFor('screen', { ...usual, coarser: 2 }).scaleResolutionDownBy).toBe(1);
});

test('ADAPT-8 of a smaller picture that a busy machine takes, the steps keep their sizes and their bits', () => {
  const small = { width: 640, height: 360 };
  expect(camera({ settings: small })).toEqual({
    active: true,
    scaleResolutionDownBy: 1,
    maxBitrate: 500_000,
  });
  expect(camera({ settings: small, tile: tile(200) })).toMatchObject({
    scaleResolutionDownBy: 2,
    maxBitrate: 150_000,
  });
});
