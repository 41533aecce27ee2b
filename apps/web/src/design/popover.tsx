import { type ReactNode, type RefCallback, Suspense, useState } from 'react';
import { lazyPart } from './lazy-part.ts';

// As with Menu: what positions it comes with the first hover.
const loadPopup = () => import('./popover-popup.tsx');
const PopoverPopup = lazyPart(loadPopup);

/** What the button that opens the popover must be given. */
export interface PopoverTrigger {
  ref: RefCallback<HTMLElement>;
  'aria-haspopup': 'dialog';
  'aria-expanded': boolean;
  onClick(): void;
  onPointerEnter(): void;
  onFocus(): void;
}

/** A button and a small window at it, for what a menu can't hold, such as a field of emoji. */
export function Popover({
  label,
  trigger,
  align = 'center',
  side = 'top',
  className,
  children,
}: {
  /** What the window is, for readers of the page. */
  label: string;
  trigger: (props: PopoverTrigger) => ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom';
  className?: string;
  children: (close: () => void) => ReactNode;
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [open, setOpen] = useState(false);
  // Stays mounted after the first opening, so that closing can be animated.
  const [wanted, setWanted] = useState(false);
  const close = () => setOpen(false);
  const preload = () => {
    void loadPopup().catch(() => undefined); // the click tries again, and its failure is shown
  };
  return (
    <>
      {trigger({
        ref: setAnchor,
        'aria-haspopup': 'dialog',
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
          <PopoverPopup
            label={label}
            anchor={anchor}
            align={align}
            side={side}
            open={open}
            onClose={close}
            className={className}
          >
            {children(close)}
          </PopoverPopup>
        </Suspense>
      )}
    </>
  );
}
