import {
  Activity,
  Ellipsis,
  Files,
  Keyboard,
  Monitor,
  MonitorUp,
  MousePointer2,
  PhoneOff,
  PictureInPicture2,
  Scale,
  Settings2,
  Smile,
  Users,
} from 'lucide-react';
import { Menu, type MenuEntry } from '../../../design/menu.tsx';
import { useWords } from '../../../i18n/words.ts';
import type { BarModel } from '../model/bar.ts';
import type { BarActions, Panel } from './bar.tsx';
import { BarButton } from './bar-button.tsx';
import { type LayoutMenuProps, layoutEntries } from './layout-menu.tsx';

export interface MoreMenuProps extends LayoutMenuProps {
  bar: BarModel;
  actions: BarActions;
  panel: Panel | null;
  compact: boolean;
  /** Whether the bar has room for what is only needed now and then. */
  roomy: boolean;
  canShare: boolean;
  onSettings(): void;
  onShortcuts(): void;
  /** The light over what is shared: whether there is something to point at, and whether it is on. */
  laser: { readonly possible: boolean; readonly on: boolean; toggle(): void };
  /** The wall: whether the screens were asked for, whether one looks at it, and the way there. */
  wall: { readonly asked: boolean; readonly shown: boolean; toggle(): void };
  /** Faces, hands and the conversation in a window of their own. */
  small: { readonly open: boolean; toggle(): void };
  onEndForAll(): void;
}

const icon = 'size-4';

/** Settings, and what a narrow window has no place for. */
export function MoreMenu(props: MoreMenuProps) {
  const { actions, compact, bar } = props;
  const t = useWords('call');
  const line = (id: string): MenuEntry => ({ id, separator: true });
  const entries: MenuEntry[] = [
    ...(compact ? [...narrow(), ...layoutEntries(t, props), line('a')] : []),
    {
      id: 'connection',
      label: t('connection.open'),
      icon: <Activity className={icon} />,
      keys: 'i',
      onSelect: () => actions.togglePanel('connection'),
    },
    ...(!props.roomy && props.laser.possible
      ? [
          {
            id: 'laser',
            label: props.laser.on ? t('laser.off') : t('laser.on'),
            icon: <MousePointer2 className={icon} />,
            onSelect: props.laser.toggle,
          },
        ]
      : []),
    ...(compact
      ? []
      : [
          {
            id: 'small',
            label: props.small.open ? t('small.close') : t('small.open'),
            icon: <PictureInPicture2 className={icon} />,
            onSelect: props.small.toggle,
          },
        ]),
    ...(bar.mayAskForScreens
      ? [
          {
            id: 'wall',
            label: t('wall.open'),
            icon: <Monitor className={icon} />,
            onSelect: props.wall.toggle,
          },
        ]
      : []),
    ...(bar.mayConfigure
      ? [
          {
            id: 'rights',
            label: t('rights.open'),
            icon: <Scale className={icon} />,
            onSelect: () => actions.togglePanel('rights'),
          },
        ]
      : []),
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
      {
        id: 'files',
        label: t('files.open'),
        icon: <Files className={icon} />,
        onSelect: () => actions.togglePanel('files'),
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
      ...(['like', 'applause'] as const).map((reaction) => ({
        id: reaction,
        label: t(`reaction.${reaction}`),
        icon: <Smile className={icon} />,
        onSelect: () => actions.react(reaction),
      })),
      line('narrow'),
    ];
  }
}
