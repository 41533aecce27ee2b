import { Popover as Base } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** The floating part of Popover, apart so that it is loaded when first needed. */
export default function PopoverPopup({
  label,
  anchor,
  align,
  side,
  open,
  onClose,
  className,
  children,
}: {
  label: string;
  anchor: HTMLElement;
  align: 'start' | 'center' | 'end';
  side: 'top' | 'bottom';
  open: boolean;
  onClose(): void;
  className: string | undefined;
  children: ReactNode;
}) {
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, details) => {
        // A press on the button itself is the button's own affair: it closes by its click.
        const target = details.event.target;
        const onAnchor = target instanceof Node && anchor.contains(target);
        if (!next && !(details.reason === 'outside-press' && onAnchor)) onClose();
      }}
    >
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          align={align}
          side={side}
          sideOffset={8}
          collisionPadding={8}
          className="z-40"
        >
          <Base.Popup
            aria-label={label}
            finalFocus={() => anchor}
            className={cx(
              'max-w-[calc(100vw-1rem)] rounded-card border border-line bg-surface-1 p-2 shadow-float outline-none',
              'origin-(--transform-origin) transition-[opacity,scale]',
              'data-starting-style:scale-95 data-starting-style:opacity-0',
              'data-ending-style:opacity-0',
              className,
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
