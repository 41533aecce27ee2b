import { MonitorUp, Pin } from 'lucide-react';
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type PointerEvent,
  useEffect,
  useState,
} from 'react';
import { Avatar } from '../../../design/avatar.tsx';
import { cx } from '../../../design/cx.ts';
import { useWords } from '../../../i18n/words.ts';
import { Laser } from '../laser/laser.tsx';
import { pictureBox, placeOn } from '../laser/picture-box.ts';
import type { PlacedTile } from '../model/arrange.ts';
import { describeTile } from './describe.ts';
import { useFullScreen } from './full-screen.ts';
import { TileReaction } from './reaction.tsx';
import { SpeakingRing, VoiceSign } from './speaking.tsx';
import { TileMenu } from './tile-menu.tsx';
import type { TileActions, TilePort } from './tile-port.ts';
import { AwayVeil, TileSigns } from './tile-signs.tsx';
import { TileVideo } from './tile-video.tsx';
import { useGlide } from './use-glide.ts';

export interface TileProps {
  tile: PlacedTile['tile'];
  rect: PlacedTile['rect'];
  role: PlacedTile['role'];
  port: TilePort;
  actions: TileActions;
  pinned: boolean;
  /** Whether Tab stops at this one; arrow keys walk to the others. */
  tabStop: boolean;
  /** Glides to its place; not while the window itself is being sized. */
  glide: boolean;
  /** The pointer is a light that the others see. */
  pointing: boolean;
  /** Only the picture and who it is; what can be done with it comes with the next drawing. */
  bare: boolean;
  onRatio(id: string, ratio: number): void;
  onFocus(id: string): void;
  onKeyDown(event: KeyboardEvent, id: string): void;
}

/** One person, or one share, at its place on the stage. */
export const Tile = memo(function Tile(props: TileProps) {
  const { tile, rect, role, port, actions, pinned, glide } = props;
  const t = useWords('call');
  const speaking = port.speaking(tile.participantId);
  const isScreen = tile.source === 'screen';
  // A single click only wakes the controls; a double one, or Enter, makes it large.
  const onClick = (event: MouseEvent<HTMLButtonElement>) => {
    // Its menu is shown to fingers while the focus is in the tile, and Safari gives none to a
    // button that is pressed.
    event.currentTarget.focus();
    if (event.detail === 0 || event.detail === 2) actions.pin(tile);
  };
  const element = useGlide(rect, glide);
  const [ratio, setRatio] = useState<number | null>(null);
  const onRatio = (id: string, next: number) => {
    setRatio(next);
    props.onRatio(id, next);
  };
  const full = useFullScreen(element);
  const place = full ? { x: 0, y: 0, ...full } : rect;
  // It is then wanted in the size of the screen, whatever place it has on the stage.
  useEffect(() => (full ? port.enlarged(tile, full) : undefined), [full, port, tile]);
  const pictured = isScreen && ratio !== null ? pictureBox(place, ratio) : null;
  const point = (event: PointerEvent<HTMLElement>) => {
    if (!pictured) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    port.point(tile, placeOn(pictured, { x: event.clientX - left, y: event.clientY - top }));
  };
  const pointing = props.pointing
    ? { onPointerMove: point, onPointerDown: point, onPointerLeave: () => port.point(tile, null) }
    : {};
  return (
    <div
      ref={element}
      data-tile={tile.id}
      {...pointing}
      className={cx(
        'group/tile absolute top-0 left-0 origin-top-left overflow-hidden [container-type:size]',
        // A shared screen has its own edges; bars beside it would only be noise.
        isScreen ? 'bg-stage' : 'bg-surface-1',
        // The corners of a shared screen belong to what is on it.
        isScreen
          ? 'rounded-control'
          : role === 'strip' || role === 'corner'
            ? 'rounded-card'
            : 'rounded-tile',
        // Two taps pin a tile and don't magnify the page.
        props.pointing ? 'touch-none [&_*]:cursor-none' : 'touch-manipulation',
        role === 'corner' && 'z-10 shadow-float outline outline-line',
      )}
      style={{
        transform: `translate(${rect.x}px, ${rect.y}px)`,
        width: rect.width,
        height: rect.height,
      }}
    >
      {!isScreen && (
        // In a low tile it steps up, out of the name's way.
        <span className="absolute inset-0 flex items-center justify-center [@container_(max-height:5rem)]:bottom-5">
          <Avatar id={tile.personId} name={tile.name} picture={tile.avatar} size="tile" />
        </span>
      )}
      {tile.video && (
        <TileVideo
          id={tile.id}
          picture={port.picture(tile)}
          whole={isScreen}
          own={tile.self && !isScreen}
          tileRatio={place.width / place.height}
          onRatio={onRatio}
          onDrawn={() => port.drawn(tile)}
        />
      )}
      {pictured && <Laser pointers={port.pointers(tile)} picture={pictured} />}
      {tile.away && <AwayVeil />}
      {!isScreen && <SpeakingRing speaking={speaking} />}
      <TileReaction reaction={port.reaction(tile.participantId)} />

      <button
        type="button"
        tabIndex={props.tabStop ? 0 : -1}
        aria-label={describeTile(t, tile)}
        aria-pressed={pinned}
        title={pinned ? t('tile.unpinHint') : t('tile.pinHint')}
        onClick={onClick}
        onFocus={() => props.onFocus(tile.id)}
        onKeyDown={(event) => props.onKeyDown(event, tile.id)}
        className="absolute inset-0 rounded-[inherit] focus-visible:outline-3 focus-visible:-outline-offset-4"
      />

      <span className="pointer-events-none absolute inset-x-1.5 top-1.5 flex items-start justify-between gap-2">
        <TileSigns tile={tile} />
      </span>
      <span
        className={cx(
          'absolute top-1.5 right-1.5 opacity-0 transition-opacity',
          'group-hover/tile:opacity-100 group-focus-within/tile:opacity-100 has-aria-expanded:opacity-100 pointer-coarse:opacity-100',
          // While its menu is open, the menu hangs on it.
          'pointer-coarse:hidden pointer-coarse:group-focus-within/tile:block pointer-coarse:has-aria-expanded:block',
        )}
      >
        {!props.bare && (
          <TileMenu tile={tile} pinned={pinned} full={full !== null} actions={actions} />
        )}
      </span>
      <span
        aria-hidden="true"
        className="pointer-events-none absolute inset-x-1.5 bottom-1.5 flex text-13 @max-[9rem]:text-12"
      >
        <span className="inline-flex max-w-full min-w-0 items-center gap-1.5 rounded-control bg-scrim px-2 py-0.5 text-strong">
          {isScreen ? (
            <MonitorUp className="size-[1.15em] shrink-0" />
          ) : (
            <VoiceSign speaking={speaking} muted={tile.muted} />
          )}
          {pinned && <Pin className="size-[1.15em] shrink-0" />}
          <span className="truncate">{plateText(t, tile)}</span>
        </span>
      </span>
    </div>
  );
}, sameProps);

/** A layout that is computed anew mostly comes out the same; then nothing is drawn. */
function sameProps(a: TileProps, b: TileProps): boolean {
  const { rect: before, ...restBefore } = a;
  const { rect: after, ...restAfter } = b;
  const keys = Object.keys(restBefore) as (keyof typeof restBefore)[];
  return (
    before.x === after.x &&
    before.y === after.y &&
    before.width === after.width &&
    before.height === after.height &&
    keys.every((key) => Object.is(restBefore[key], restAfter[key]))
  );
}

function plateText(t: ReturnType<typeof useWords<'call'>>, tile: PlacedTile['tile']): string {
  if (tile.source === 'screen') {
    return tile.self ? t('tile.screenOwn') : t('tile.screenOf', { name: tile.name });
  }
  return tile.self ? t('tile.you') : tile.name;
}
