import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { cx } from './cx.ts';
import { Kbd } from './kbd.tsx';
import type { MenuEntry } from './menu.tsx';

/** The floating part of Menu, apart so that it is loaded when first needed. */
export default function MenuPopup({
  label,
  anchor,
  align,
  open,
  entries,
  onClose,
}: {
  label: string;
  anchor: HTMLElement;
  align: 'start' | 'end';
  open: boolean;
  entries: readonly MenuEntry[];
  onClose(): void;
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
      <Base.Portal container={screenOf(anchor)}>
        <Base.Positioner anchor={anchor} align={align} sideOffset={4} className="z-40">
          <Base.Popup
            aria-label={label}
            finalFocus={() => anchor}
            className={cx(
              'min-w-48 max-w-80 rounded-card border border-line bg-surface-1 p-1 shadow-float',
              'origin-(--transform-origin) transition-[opacity,scale]',
              'data-starting-style:scale-95 data-starting-style:opacity-0',
              'data-ending-style:opacity-0',
            )}
          >
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Entry({ entry }: { entry: MenuEntry }) {
  if ('separator' in entry) return <Base.Separator className="mx-1 my-1 h-px bg-line" />;
  const className = cx(
    'flex min-h-(--size-control) cursor-default items-center gap-3 rounded-control px-3 text-14 select-none',
    'outline-none data-highlighted:bg-surface-2 forced-colors:data-highlighted:outline',
    entry.danger ? 'text-danger-text' : 'text-normal data-highlighted:text-strong',
  );
  const content = (
    <>
      {entry.icon && (
        <span aria-hidden="true" className="shrink-0">
          {entry.icon}
        </span>
      )}
      <span className="grow">{entry.label}</span>
      {entry.keys && (
        <span aria-hidden="true">
          <Kbd keys={entry.keys} />
        </span>
      )}
      {entry.checked && <Check aria-hidden="true" className="size-4 shrink-0" />}
    </>
  );
  if (entry.checked === undefined) {
    return (
      <Base.Item
        className={className}
        aria-keyshortcuts={ariaKeys(entry.keys)}
        onClick={() => entry.onSelect()}
      >
        {content}
      </Base.Item>
    );
  }
  return (
    <Base.CheckboxItem
      className={className}
      aria-keyshortcuts={ariaKeys(entry.keys)}
      checked={entry.checked}
      closeOnClick
      onCheckedChange={() => entry.onSelect()}
    >
      {content}
    </Base.CheckboxItem>
  );
}

/** What fills the screen hides all that isn't within it. */
const screenOf = (anchor: HTMLElement): HTMLElement | undefined => {
  const { fullscreenElement: filled } = document;
  return filled instanceof HTMLElement && filled.contains(anchor) ? filled : undefined;
};

/** As WAI-ARIA writes them: `Shift+M`. */
const ariaKeys = (keys: string | undefined): string | undefined =>
  keys
    ?.split('+')
    .map((key) => key[0]?.toUpperCase() + key.slice(1))
    .join('+');
