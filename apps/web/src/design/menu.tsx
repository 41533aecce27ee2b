import { type ReactNode, type RefCallback, Suspense, useState } from 'react';
import { lazyPart } from './lazy-part.ts';

// Positioning and roving focus weigh 45 kB compressed; they come with the first hover of a menu's button.
const loadPopup = () => import('./menu-popup.tsx');
const MenuPopup = lazyPart(loadPopup);

export type MenuEntry =
  | {
      readonly id: string;
      readonly label: string;
      readonly icon?: ReactNode;
      /** Keys that do the same. */
      readonly keys?: string;
      readonly danger?: boolean;
      /** For choices: whether this one holds. */
      readonly checked?: boolean;
      onSelect(): void;
    }
  | { readonly id: string; readonly separator: true };

/** What the button that opens the menu must be given. */
export interface MenuTrigger {
  ref: RefCallback<HTMLElement>;
  'aria-haspopup': 'menu';
  'aria-expanded': boolean;
  onClick(): void;
  onPointerEnter(): void;
  onFocus(): void;
}

/** A button and its menu. `trigger` draws the button with what it is given. */
export function Menu({
  label,
  entries,
  trigger,
  align = 'end',
}: {
  label: string;
  entries: readonly MenuEntry[];
  trigger: (props: MenuTrigger) => ReactNode;
  align?: 'start' | 'end';
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [open, setOpen] = useState(false);
  // Stays mounted after the first opening, so that closing can be animated.
  const [wanted, setWanted] = useState(false);
  const preload = () => {
    void loadPopup().catch(() => undefined); // the click tries again, and its failure is shown
  };
  return (
    <>
      {trigger({
        ref: setAnchor,
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        onClick() {
          setWanted(true);
          setOpen(!open);
        },
        onPointerEnter: preload,
        onFocus: preload,
      })}
      {wanted && anchor && (
        <Suspense>
          <MenuPopup
            label={label}
            anchor={anchor}
            align={align}
            open={open}
            entries={entries}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
