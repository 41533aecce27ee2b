/**
 * Collects which tiles are on the screen and tells the server, so that it sends
 * only those, in the size that fits. A page that turns changes many tiles in one
 * moment: they are told together, and not more often than is useful.
 */
import { limits } from '@converge/protocol/limits';
import { mediaView, type Tile } from '@converge/protocol/realtime/media';
import type { Connection } from '../realtime/connection.ts';
import type { Clock } from '../state/clock.ts';
import type { Log } from '../state/log.ts';
import { reconcile } from '../state/reconcile.ts';
import { createValue, type Value } from '../state/value.ts';
import { isLineLoss } from './leg.ts';
import type { TileView } from './types.ts';

export interface ToldView extends TileView {
  /** What the server is asked for now; null: nobody is listening, or nothing was shown yet. */
  readonly tiles: Value<readonly Tile[] | null>;
  /** From now on the server listens; tells what is shown, also if it was told before. */
  tell(): void;
  /** What counts beside the tiles has changed. */
  again(): void;
  /** Nobody listens until `tell`. */
  pause(): void;
}

export interface ViewOptions {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly log: Log;
  /** Device pixels per CSS pixel, now. */
  readonly pixelRatio: () => number;
  /** Pictures are wanted in their smallest layer only. */
  readonly saving: Value<boolean>;
}

/** While a window is dragged larger, sizes change with every frame. */
const PAUSE_MS = 120;

type Shown = Parameters<TileView['show']>[0];

export function createView(options: ViewOptions): ToldView {
  const { connection, clock, log, pixelRatio, saving } = options;
  const shown = new Set<{ tile: Shown }>();
  /** null: the call has nobody to tell, or the page hasn't shown anything yet. */
  const desired = createValue<readonly Tile[] | null>(null, sameTiles);
  let listening = false;
  let used = false;
  let waiting = false;

  const loop = reconcile(desired, send, {
    onError(error) {
      if (!isLineLoss(error)) log.warn('the view was refused', { error });
    },
  });

  return {
    tiles: desired,
    show(tile) {
      const entry = { tile };
      shown.add(entry);
      changed();
      return {
        resize(width, height) {
          entry.tile = { ...entry.tile, width, height };
          changed();
        },
        hide() {
          if (shown.delete(entry)) changed();
        },
      };
    },
    tell() {
      listening = true;
      publish();
      loop.again();
    },
    again: publish,
    pause() {
      listening = false;
      desired.set(null);
    },
  };

  /** The first change is told as soon as this turn is over, the next ones after a pause. */
  function changed(): void {
    used = true;
    if (waiting) return;
    waiting = true;
    clock.after(0, () => {
      publish();
      clock.after(PAUSE_MS, () => {
        waiting = false;
        publish();
      });
    });
  }

  function publish(): void {
    // Until the page has shown a tile, the server's own choice is better than nothing.
    if (listening && used)
      desired.set(
        tilesOf(
          [...shown].map(({ tile }) => tile),
          pixelRatio(),
          saving.get(),
        ),
      );
  }

  async function send(tiles: readonly Tile[] | null): Promise<void> {
    if (!tiles || !listening) return;
    await connection.request(mediaView, { tiles: [...tiles] }, { offline: 'fail' });
  }
}

/** One entry per stream, in the largest size in which it is shown; the largest ones first. */
function tilesOf(shown: readonly Shown[], ratio: number, saving: boolean): Tile[] {
  const largest = new Map<string, Tile>();
  for (const { participantId, source, width, height, small } of shown) {
    const size = { width: pixels(width, ratio), height: pixels(height, ratio) };
    const tile: Tile = { participantId, source, ...(small || saving ? shrunk(size) : size) };
    const key = `${participantId} ${source}`;
    const other = largest.get(key);
    if (!other || area(tile) > area(other)) largest.set(key, tile);
  }
  return [...largest.values()].sort((a, b) => area(b) - area(a)).slice(0, limits.viewTiles);
}

/** The largest tile that every sender's smallest layer is enough for, in device pixels. */
const SMALL_WIDTH = 320;

type Size = Pick<Tile, 'width' | 'height'>;

/** The same as if it were small: who saves data prefers a soft picture to a large bill. */
function shrunk({ width, height }: Size): Size {
  const factor = Math.min(1, SMALL_WIDTH / Math.max(width, (height * 16) / 9));
  const scaled = (length: number) => Math.max(1, Math.floor(length * factor));
  return { width: scaled(width), height: scaled(height) };
}

const area = ({ width, height }: Size) => width * height;
const pixels = (css: number, ratio: number) =>
  Math.min(16_384, Math.max(1, Math.round(css * ratio)));

function sameTiles(a: readonly Tile[] | null, b: readonly Tile[] | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
