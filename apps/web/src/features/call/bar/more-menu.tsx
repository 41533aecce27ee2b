import {
  AppWindow,
  Ellipsis,
  EyeOff,
  Keyboard,
  LayoutGrid,
  MonitorUp,
  PanelsTopLeft,
  PhoneOff,
  Settings2,
  Smile,
  Sparkles,
  Users,
} from 'lucide-react';
import { Menu, type MenuEntry } from '../../../design/menu.tsx';
import { useWords } from '../../../i18n/words.ts';
import type { LayoutChoice } from '../model/arrange.ts';
import type { BarModel } from '../model/bar.ts';
import { canPopOut } from '../tile/videos.ts';
import type { BarActions, Panel } from './bar.tsx';
import { BarButton } from './bar-button.tsx';

export interface MoreMenuProps {
  bar: BarModel;
  actions: BarActions;
  panel: Panel | null;
  compact: boolean;
  canShare: boolean;
  layout: LayoutChoice;
  hideSelf: boolean;
  onLayout(layout: LayoutChoice): void;
  onHideSelf(hide: boolean): void;
  onPopOut(): void;
  onSettings(): void;
  onShortcuts(): void;
  onEndForAll(): void;
}

const icon = 'size-4';

/** Layout, settings, and what a narrow window has no place for. */
export function MoreMenu(props: MoreMenuProps) {
  const { actions, compact, layout, bar } = props;
  const t = useWords('call');
  const line = (id: string): MenuEntry => ({ id, separator: true });
  const layouts: readonly [LayoutChoice, typeof LayoutGrid][] = [
    ['auto', Sparkles],
    ['grid', LayoutGrid],
    ['stage', PanelsTopLeft],
  ];
  const entries: MenuEntry[] = [
    ...(compact ? narrow() : []),
    ...layouts.map(
      ([choice, Icon]): MenuEntry => ({
        id: `layout-${choice}`,
        label: t(`layout.${choice}`),
        icon: <Icon className={icon} />,
        checked: layout === choice,
        onSelect: () => props.onLayout(choice),
        ...(choice === 'stage' ? { keys: 'g' } : {}),
      }),
    ),
    {
      id: 'self',
      label: t('layout.hideSelf'),
      icon: <EyeOff className={icon} />,
      checked: props.hideSelf,
      onSelect: () => props.onHideSelf(!props.hideSelf),
    },
    ...(canPopOut()
      ? [
          {
            id: 'pop-out',
            label: t('layout.popOut'),
            icon: <AppWindow className={icon} />,
            onSelect: props.onPopOut,
          },
        ]
      : []),
    line('a'),
    {
      id: 'settings',
      label: t('settings.title'),
      icon: <Settings2 className={icon} />,
      onSelect: props.onSettings,
    },
    {
      id: 'shortcuts',
      label: t('shortcuts'),
      icon: <Keyboard className={icon} />,
      keys: '?',
      onSelect: props.onShortcuts,
    },
    ...(bar.mayEnd
      ? [
          line('b'),
          {
            id: 'end',
            label: t('end.title'),
            icon: <PhoneOff className={icon} />,
            danger: true,
            onSelect: props.onEndForAll,
          },
        ]
      : []),
  ];
  return (
    <Menu
      label={t('bar.more')}
      entries={entries}
      trigger={(trigger) => (
        <BarButton
          {...trigger}
          label={t('bar.more')}
          icon={<Ellipsis aria-hidden="true" className="size-5" />}
        />
      )}
    />
  );

  function narrow(): MenuEntry[] {
    return [
      {
        id: 'people',
        label: t('people.open'),
        icon: <Users className={icon} />,
        onSelect: () => actions.togglePanel('people'),
      },
      ...(props.canShare && bar.screen.kind !== 'forbidden'
        ? [
            {
              id: 'screen',
              label: bar.screen.kind === 'on' ? t('screen.stop') : t('screen.start'),
              icon: <MonitorUp className={icon} />,
              onSelect: actions.toggleScreen,
            },
          ]
        : []),
      {
        id: 'applause',
        label: t('reaction.applause'),
        icon: <Smile className={icon} />,
        onSelect: () => actions.react('applause'),
      },
      line('narrow'),
    ];
  }
}
