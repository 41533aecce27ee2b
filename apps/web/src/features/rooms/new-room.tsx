import type { Preset } from '@converge/protocol/permissions';
import { ChevronDown, Plus, SlidersHorizontal } from 'lucide-react';
import { Suspense, useState } from 'react';
import { Button, buttonClass } from '../../design/button.tsx';
import { cx } from '../../design/cx.ts';
import { lazyPart } from '../../design/lazy-part.ts';
import { Menu, type MenuEntry } from '../../design/menu.tsx';
import { useShortcuts } from '../../design/shortcuts/use-shortcuts.ts';
import { useWords } from '../../i18n/words.ts';
import { presetIcons } from './preset-icons.tsx';
import { useNewRoom } from './use-new-room.ts';

const NewRoomDialog = lazyPart(() => import('./new-room-dialog.tsx'));

const presets = ['meeting', 'class'] as const satisfies readonly Preset[];

/** One click makes a room; the arrow beside it makes one of another kind, or with options. */
export function NewRoom() {
  const t = useWords('rooms');
  const { make, busy } = useNewRoom();
  const [options, setOptions] = useState(false);
  useShortcuts({ id: 'rooms', title: t('keys') }, [
    { keys: 'n', label: t('create'), run: () => make('meeting') },
    { keys: 'o', label: t('create.options'), run: () => setOptions(true) },
  ]);
  return (
    <div className="flex">
      <Button
        look="primary"
        busy={busy}
        className="rounded-r-none max-sm:px-3"
        icon={<Plus aria-hidden="true" className="size-4" />}
        onClick={() => make('meeting')}
      >
        {t('create')}
      </Button>
      <Menu
        label={t('create.more')}
        entries={[
          ...presets.map((preset): MenuEntry => {
            const Icon = presetIcons[preset];
            return {
              id: preset,
              label: t(`create.${preset}`),
              icon: <Icon className="size-4" />,
              onSelect: () => make(preset),
            };
          }),
          { id: 'line', separator: true },
          {
            id: 'options',
            label: t('create.options'),
            icon: <SlidersHorizontal className="size-4" />,
            keys: 'o',
            onSelect: () => setOptions(true),
          },
        ]}
        trigger={(props) => (
          <button
            {...props}
            type="button"
            aria-label={t('create.more')}
            className={cx(
              buttonClass('primary'),
              'rounded-l-none border-l-on-accent/30 px-2 pointer-coarse:px-3',
            )}
          >
            <ChevronDown aria-hidden="true" className="size-4" />
          </button>
        )}
      />
      <Suspense>{options && <NewRoomDialog onClose={() => setOptions(false)} />}</Suspense>
    </div>
  );
}
