/** Where every tile stands: from tiles, the layout wished for and the window. Pure. */
import { gridLayout, type Ratios, type Rect, type Size } from '../layout/grid.ts';
import { gridCapacity, pageOf } from '../layout/pages.ts';
import { shaped, stageLayout } from '../layout/stage.ts';
import type { TileModel } from './tiles.ts';

/** auto: a grid, until somebody shares or is pinned. */
export type LayoutChoice = 'auto' | 'grid' | 'stage';

export interface ArrangeInput {
  /** In the order they stand. */
  readonly tiles: readonly TileModel[];
  readonly choice: LayoutChoice;
  readonly pinned: string | null;
  /** The camera tile of who spoke last, for the stage without a share. */
  readonly speaker: string | null;
  /** In a class, to who listens: the teacher's camera tile. */
  readonly host?: string | null;
  readonly box: Size;
  /** The page wished for, from 0. */
  readonly page: number;
  /** The shapes the grid's tiles may take. */
  readonly ratios?: Ratios;
  /** The shapes (width / height) of the pictures, by tile, as far as they are known. */
  readonly shapes?: ReadonlyMap<string, number>;
}

export interface PlacedTile {
  readonly tile: TileModel;
  readonly rect: Rect;
  readonly role: 'grid' | 'large' | 'strip' | 'corner';
}

export interface Arrangement {
  readonly kind: 'grid' | 'stage';
  readonly placed: readonly PlacedTile[];
  readonly page: number;
  readonly pages: number;
}

/** Between tiles, in pixels; a phone has none to give away. */
export const gapFor = (box: Size): number => (box.width < 640 ? 6 : 10);

/** What is large now; empty: a grid. */
export function onStage(input: Omit<ArrangeInput, 'box' | 'page'>): readonly TileModel[] {
  const { tiles, choice, pinned, speaker, host } = input;
  const pin = tiles.find((tile) => tile.id === pinned);
  if (pin) return [pin];
  if (choice === 'grid') return [];
  const shares = tiles.filter((tile) => tile.source === 'screen');
  if (shares.length > 0) return shares.slice(0, 4);
  const teacher = tiles.find((tile) => tile.id === host && tile.video);
  if (choice === 'auto') return teacher && tiles.length > 2 ? [teacher] : [];
  const others = tiles.filter((tile) => !tile.self);
  const one = others.find((tile) => tile.id === speaker) ?? others[0] ?? tiles[0];
  return one ? [one] : [];
}

export function arrange(input: ArrangeInput): Arrangement {
  const large = onStage(input);
  if (large.length > 0) return stage(input, large);
  const [a, b, ...more] = input.tiles;
  if (a?.self && !b) return inTheMirror(input, a);
  const alone = a && b && more.length === 0 && a.self !== b.self;
  if (input.choice === 'auto' && alone && oneIsMuchLarger(input)) {
    return faceToFace(input, a.self ? b : a, a.self ? a : b);
  }
  return grid(input);
}

function grid({ tiles, box, page, ratios }: ArrangeInput): Arrangement {
  const gap = gapFor(box);
  const [first, second] = tiles;
  // Of two, the other one comes first: oneself is not what one came for.
  const ordered = tiles.length === 2 && first?.self && second ? [second, first] : tiles;
  const perPage = gridCapacity(box, gap, ratios);
  const shown = pageOf(ordered, perPage, page);
  // The last page keeps the size of the others: walking the pages doesn't zoom.
  const places = shown.count > 1 ? perPage : shown.items.length;
  const { rects } = gridLayout(places, box, gap, ratios);
  return {
    kind: 'grid',
    placed: shown.items.flatMap((tile, i) => at(tile, rects[i], 'grid')),
    page: shown.index,
    pages: shown.count,
  };
}

function stage(
  { tiles, box, page, shapes }: ArrangeInput,
  large: readonly TileModel[],
): Arrangement {
  const others = tiles.filter((tile) => !large.includes(tile));
  const { stage, strip } = stageLayout(large.length, others.length, box, gapFor(box));
  const shown = pageOf(others, strip.length, page);
  return {
    kind: 'stage',
    placed: [
      ...large.flatMap((tile, i) => at(tile, inShape(stage[i], shapes?.get(tile.id)), 'large')),
      ...shown.items.flatMap((tile, i) => at(tile, strip[i], 'strip')),
    ],
    page: shown.index,
    pages: shown.count,
  };
}

/** On an upright phone two below each other are as large as one; on a wide window by far not. */
function oneIsMuchLarger({ box, ratios }: ArrangeInput): boolean {
  const area = (count: number) => {
    const { tile } = gridLayout(count, box, gapFor(box), ratios);
    return tile.width * tile.height;
  };
  return area(2) < 0.75 * area(1);
}

/** What is large has its own shape, so that its name and its edges are at the picture. */
const inShape = (rect: Rect | undefined, ratio: number | undefined): Rect | undefined =>
  rect && ratio !== undefined ? shaped(rect, ratio) : rect;

/** From here on there is room around one's own picture. */
const ROOMY = { width: 640, height: 420 };
/** For what is said to somebody alone, below the picture. */
const WORDS_HEIGHT = 168;

/**
 * Nobody else is there: nobody came to see oneself as large as a window, and to draw
 * that twenty times a second costs a laptop's battery, or a slow machine the moment in
 * which somebody comes.
 */
function inTheMirror({ box, ratios }: ArrangeInput, self: TileModel): Arrangement {
  const roomy = box.width >= ROOMY.width && box.height >= ROOMY.height;
  const room = roomy ? { width: box.width / 2, height: box.height - WORDS_HEIGHT } : box;
  const rect = gridLayout(1, room, 0, ratios).rects[0];
  const placed = rect && {
    ...rect,
    x: rect.x + Math.round((box.width - room.width) / 2),
  };
  return { kind: 'grid', placed: at(self, placed, 'grid'), page: 0, pages: 1 };
}

/** Two alone: the other one is what one came for; oneself is in the corner. */
function faceToFace({ box, ratios }: ArrangeInput, other: TileModel, self: TileModel): Arrangement {
  const rect = gridLayout(1, box, 0, ratios).rects[0];
  const width = Math.round(Math.min(Math.max(box.width * 0.2, 104), 256));
  const height = Math.round((width * 9) / 16);
  const margin = 12;
  const corner = {
    width,
    height,
    x: (rect ? rect.x + rect.width : box.width) - width - margin,
    y: (rect ? rect.y + rect.height : box.height) - height - margin,
  };
  return {
    kind: 'grid',
    placed: [...at(other, rect, 'grid'), ...at(self, corner, 'corner')],
    page: 0,
    pages: 1,
  };
}

const at = (tile: TileModel, rect: Rect | undefined, role: PlacedTile['role']): PlacedTile[] =>
  rect ? [{ tile, rect, role }] : [];
