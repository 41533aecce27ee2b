import type { TileView } from '@converge/client/call/types';
import { type KeyboardEvent, type ReactNode, useCallback, useRef, useState } from 'react';
import { cx } from '../../../design/cx.ts';
import { useShortcuts } from '../../../design/shortcuts/use-shortcuts.ts';
import { useWords } from '../../../i18n/words.ts';
import type { Size } from '../layout/grid.ts';
import type { PlacedTile } from '../model/arrange.ts';
import { Tile } from '../tile/tile.tsx';
import type { TileActions, TilePort } from '../tile/tile-port.ts';
import { Pager } from './pager.tsx';
import { type StageInput, useArrangement } from './use-arrangement.ts';
import { useShownTiles } from './use-shown-tiles.ts';
import { useSize } from './use-size.ts';
import { type Direction, neighbour } from './walk.ts';

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

export interface StageProps extends StageInput {
  port: TilePort;
  view: TileView;
  /** What may be done with a tile. */
  actionsFor(tile: PlacedTile['tile']): TileActions;
  /** At which shares one points: with the light on, at one's own or at all. */
  laser: 'off' | 'own' | 'all';
  /** Shown while there is nobody but oneself. */
  alone?: ReactNode;
  /** False while the first tiles come in, of which only the pictures are drawn. */
  settled: boolean;
  /** What it shows is of before: one waits for a place, and nothing comes of the others. */
  stale: boolean;
  /** What stands below; the pages' buttons belong there, where they cover nobody. */
  footer(pager: ReactNode): ReactNode;
}

/** All tiles, each at its place; one Tab stop, arrow keys within. */
export function Stage(props: StageProps) {
  const { port, view, actionsFor, alone, footer, settled, stale, laser, ...input } = props;
  const t = useWords('call');
  const [ref, box, root] = useSize();
  const { arrangement, setPage, onRatio } = useArrangement(input, box);
  const { placed, page, pages } = arrangement;
  useShownTiles(view, placed);
  const [sameSize, sameTiles] = [useSameSize(box), useSameTiles(input.tiles)];
  const glide = sameSize && sameTiles && settled;
  const [at, setAt] = useState<string | null>(null);
  const tabStop = placed.some(({ tile }) => tile.id === at) ? at : (placed[0]?.tile.id ?? null);

  const latest = useRef({ placed, page, pages });
  latest.current = { placed, page, pages };
  const onKeyDown = useCallback(
    (event: KeyboardEvent, id: string) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const { placed, page, pages } = latest.current;
      if (event.key === 'PageDown' || event.key === 'PageUp') {
        event.preventDefault();
        setPage(Math.min(Math.max(0, page + (event.key === 'PageDown' ? 1 : -1)), pages - 1));
        return;
      }
      const direction = directions[event.key];
      if (!direction) return;
      event.preventDefault();
      const spots = placed.map(({ tile, rect }) => ({ id: tile.id, rect }));
      const next = neighbour(spots, id, direction);
      if (next) root.current?.querySelector<HTMLElement>(`[data-tile="${next}"] > button`)?.focus();
    },
    [setPage, root],
  );

  // They belong to the tile that has the focus (above); the sheet names them after the call's own.
  useShortcuts(
    { id: 'stage', title: t('stage.label') },
    settled
      ? [
          { keys: 'left right up down', label: t('keys.walk') },
          { keys: 'enter', label: t('keys.pin') },
          ...(pages > 1 ? [{ keys: 'pageup pagedown', label: t('keys.pages') }] : []),
        ]
      : [],
  );

  // In the order of ids, not of places: an element that moves within the page may stop playing.
  const drawn = [...placed].sort((a, b) => (a.tile.id < b.tile.id ? -1 : 1));
  return (
    <>
      <section
        ref={ref}
        aria-label={t('stage.label')}
        className={cx(
          'relative min-h-0 min-w-0 grow overflow-hidden transition-opacity',
          stale && 'opacity-50',
        )}
      >
        {drawn.map(({ tile, rect, role }) => (
          <Tile
            key={tile.id}
            tile={tile}
            rect={rect}
            role={role}
            port={port}
            actions={actionsFor(tile)}
            pinned={tile.id === input.pinned}
            tabStop={tile.id === tabStop}
            glide={glide}
            pointing={
              tile.source === 'screen' && (laser === 'all' || (laser === 'own' && tile.self))
            }
            bare={!settled}
            onRatio={onRatio}
            onFocus={setAt}
            onKeyDown={onKeyDown}
          />
        ))}
        {alone}
      </section>
      {footer(pages > 1 ? <Pager page={page} pages={pages} onPage={setPage} /> : null)}
    </>
  );
}

/** True while the window keeps its size: then tiles glide; while it is dragged they stick to it. */
function useSameSize({ width, height }: Size): boolean {
  const last = useRef({ width, height });
  const same = last.current.width === width && last.current.height === height;
  last.current = { width, height };
  return same;
}

/**
 * True while nobody comes or goes: then tiles glide, as when one pins somebody or turns
 * the page. Room for somebody is made at once; to draw all pictures sixty times a second
 * would keep a slow machine from the one that is just coming.
 */
function useSameTiles(tiles: StageInput['tiles']): boolean {
  const last = useRef(tiles);
  const before = new Set(last.current.map(({ id }) => id));
  last.current = tiles;
  return before.size === tiles.length && tiles.every(({ id }) => before.has(id));
}
