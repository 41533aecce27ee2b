import type { TileView } from '@converge/client/call/types';
import { expect, test } from 'vitest';
import { arrange } from '../model/arrange.ts';
import { callOf, participant, participantId } from '../model/fixtures.ts';
import { tilesOf } from '../model/tiles.ts';
import { createShown } from './shown-tiles.ts';

const box = { width: 1200, height: 700 };
const own = { microphone: true, camera: true, screen: false };

/** A view that keeps what it was told. */
function fakeView() {
  const shown = new Map<string, string>();
  const view: TileView = {
    show({ participantId: id, source, width, height }) {
      const key = `${id}:${source}`;
      shown.set(key, `${width}x${height}`);
      return {
        resize: (w, h) => void shown.set(key, `${w}x${h}`),
        hide: () => void shown.delete(key),
      };
    },
  };
  return { view, shown };
}

const placedFor = (numbers: readonly number[], page = 0, window = box) =>
  arrange({
    tiles: tilesOf({
      call: callOf(numbers.map((n) => participant(n))),
      me: participantId(1),
      own,
    }),
    choice: 'grid',
    pinned: null,
    speaker: null,
    box: window,
    page,
  }).placed;

test('MEDIA-5 only what stands on the screen is asked for, in the size it stands there', () => {
  const { view, shown } = fakeView();
  const tiles = createShown(view);
  const three = placedFor([1, 2, 3]);
  tiles.reconcile(three);
  expect([...shown.keys()]).toEqual([`${participantId(2)}:camera`, `${participantId(3)}:camera`]);
  const { width, height } = three[1]?.rect ?? { width: 0, height: 0 };
  expect(shown.get(`${participantId(2)}:camera`)).toBe(`${width}x${height}`);

  const nine = placedFor([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  tiles.reconcile(nine);
  expect(shown.size).toBe(8);
  expect(shown.get(`${participantId(2)}:camera`)).not.toBe(`${width}x${height}`);
});

test('MEDIA-5 turning the page and putting the page aside end what is no longer seen', () => {
  const { view, shown } = fakeView();
  const tiles = createShown(view);
  const many = Array.from({ length: 20 }, (_, i) => i + 1);
  const phone = { width: 344, height: 560 };
  const first = placedFor(many, 0, phone);
  tiles.reconcile(first);
  const before = [...shown.keys()];
  tiles.reconcile(placedFor(many, 1, phone));
  expect(before.some((key) => shown.has(key))).toBe(false);
  tiles.reconcile([]);
  expect(shown.size).toBe(0);
});
