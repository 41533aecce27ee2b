import { AppWindow, EyeOff, LayoutGrid, PanelsTopLeft, Sparkles } from 'lucide-react';
import { Menu, type MenuEntry } from '../../../design/menu.tsx';
import { type Translate, useWords } from '../../../i18n/words.ts';
import type { LayoutChoice } from '../model/arrange.ts';
import { canPopOut } from '../tile/own-window.ts';
import { BarButton } from './bar-button.tsx';

export interface LayoutMenuProps {
  layout: LayoutChoice;
  hideSelf: boolean;
  onLayout(layout: LayoutChoice): void;
  onHideSelf(hide: boolean): void;
  onPopOut(): void;
}

const icon = 'size-4';
const layouts: readonly (readonly [LayoutChoice, typeof LayoutGrid])[] = [
  ['auto', Sparkles],
  ['grid', LayoutGrid],
  ['stage', PanelsTopLeft],
];

/** How the stage is arranged. */
export function LayoutMenu(props: LayoutMenuProps) {
  const t = useWords('call');
  return (
    <Menu
      label={t('layout.label')}
      entries={layoutEntries(t, props)}
      trigger={(trigger) => (
        <BarButton
          {...trigger}
          label={t('layout.label')}
          state={t(`layout.${props.layout}`)}
          icon={<LayoutGrid aria-hidden="true" className="size-5" />}
        />
      )}
    />
  );
}

export function layoutEntries(t: Translate<'call'>, props: LayoutMenuProps): MenuEntry[] {
  return [
    ...layouts.map(
      ([choice, Icon]): MenuEntry => ({
        id: `layout-${choice}`,
        label: t(`layout.${choice}`),
        icon: <Icon className={icon} />,
        checked: props.layout === choice,
        onSelect: () => props.onLayout(choice),
      }),
    ),
    { id: 'layout-line', separator: true },
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
  ];
}
