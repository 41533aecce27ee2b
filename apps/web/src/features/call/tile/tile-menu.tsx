import {
  EllipsisVertical,
  Fullscreen,
  Hand,
  MicOff,
  PictureInPicture2,
  Pin,
  PinOff,
  Shrink,
  UserX,
  VideoOff,
} from 'lucide-react';
import { Menu, type MenuEntry } from '../../../design/menu.tsx';
import { toast } from '../../../design/toast.ts';
import { useWords } from '../../../i18n/words.ts';
import type { TileModel } from '../model/tiles.ts';
import { canFillScreen, fillScreen, leaveFullScreen } from './full-screen.ts';
import { canPopOut } from './own-window.ts';
import type { TileActions } from './tile-port.ts';

/** What can be done with somebody's tile. */
export function TileMenu({
  tile,
  pinned,
  full,
  actions,
}: {
  tile: TileModel;
  pinned: boolean;
  /** It fills the screen. */
  full: boolean;
  actions: TileActions;
}) {
  const t = useWords('call');
  const icon = 'size-4';
  const { mute, remove, lowerHand } = actions;
  const entries: MenuEntry[] = [];
  if (!full) {
    entries.push({
      id: 'pin',
      label: pinned ? t('tile.unpin') : t('tile.pin'),
      icon: pinned ? <PinOff className={icon} /> : <Pin className={icon} />,
      onSelect: () => actions.pin(tile),
    });
  }
  if (tile.video && canFillScreen()) {
    entries.push({
      id: 'full-screen',
      label: full ? t('tile.fullScreenLeave') : t('tile.fullScreen'),
      icon: full ? <Shrink className={icon} /> : <Fullscreen className={icon} />,
      onSelect: () => {
        const change = full ? leaveFullScreen() : fillScreen(tile.id);
        change.catch(() => toast({ title: t('tile.fullScreenFailed') }));
      },
    });
  }
  if (tile.video && canPopOut()) {
    entries.push({
      id: 'pop-out',
      label: t('tile.popOut'),
      icon: <PictureInPicture2 className={icon} />,
      onSelect: () => actions.popOut(tile),
    });
  }
  if (lowerHand && tile.hand !== null) {
    entries.push({
      id: 'hand',
      label: t('people.lowerHand'),
      icon: <Hand className={icon} />,
      onSelect: () => lowerHand(tile),
    });
  }
  if (mute && !tile.muted) {
    entries.push({
      id: 'mute',
      label: t('people.mute'),
      icon: <MicOff className={icon} />,
      onSelect: () => mute(tile),
    });
  }
  const stop = tile.source === 'screen' ? actions.stopScreen : actions.stopCamera;
  if (stop && tile.video) {
    entries.push({
      id: 'stop',
      label: tile.source === 'screen' ? t('people.stopScreen') : t('people.stopCamera'),
      icon: <VideoOff className={icon} />,
      onSelect: () => stop(tile),
    });
  }
  if (remove) {
    entries.push(
      { id: 'line', separator: true },
      {
        id: 'remove',
        label: t('people.remove'),
        icon: <UserX className={icon} />,
        danger: true,
        onSelect: () => remove(tile),
      },
    );
  }
  return (
    <Menu
      label={t('tile.menuOf', { name: tile.name })}
      entries={entries}
      trigger={(props) => (
        <button
          {...props}
          type="button"
          aria-label={t('tile.menuOf', { name: tile.name })}
          className="inline-flex size-8 items-center justify-center rounded-full bg-scrim text-strong hover:bg-surface-3 pointer-coarse:size-11"
        >
          <EllipsisVertical aria-hidden="true" className="size-4" />
        </button>
      )}
    />
  );
}
