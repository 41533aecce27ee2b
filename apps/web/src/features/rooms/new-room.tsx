import type { Preset } from '@converge/protocol/permissions';
import { ChevronDown, GraduationCap, Plus, Users } from 'lucide-react';
import { Button, buttonClass } from '../../design/button.tsx';
import { cx } from '../../design/cx.ts';
import { Menu } from '../../design/menu.tsx';
import { useShortcuts } from '../../design/shortcuts/use-shortcuts.ts';
import { useWords } from '../../i18n/words.ts';
import { useNewRoom } from './use-new-room.ts';

const icons: Readonly<Record<Preset, typeof Users>> = { meeting: Users, class: GraduationCap };
const presets = ['meeting', 'class'] as const satisfies readonly Preset[];

/** One click makes a room; the arrow beside it makes one of another kind. */
export function NewRoom() {
  const t = useWords('rooms');
  const { make, busy } = useNewRoom();
  useShortcuts({ id: 'rooms', title: t('keys') }, [
    { keys: 'n', label: t('create'), run: () => make('meeting') },
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
        entries={presets.map((preset) => {
          const Icon = icons[preset];
          return {
            id: preset,
            label: t(`create.${preset}`),
            icon: <Icon className="size-4" />,
            onSelect: () => make(preset),
          };
        })}
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
    </div>
  );
}
