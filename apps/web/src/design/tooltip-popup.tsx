import { Tooltip as Base } from '@base-ui/react/tooltip';
import { Kbd } from './kbd.tsx';

/** The floating part of Tooltip; apart, so its positioning library is loaded when first needed. */
export default function TooltipPopup({
  anchor,
  label,
  keys,
  onClose,
}: {
  anchor: Element;
  label: string;
  keys: string | undefined;
  onClose(): void;
}) {
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} sideOffset={6} className="pointer-events-none z-50">
          <Base.Popup
            aria-hidden="true"
            className="flex items-center gap-2 rounded-control border border-line bg-surface-1 px-2 py-1 text-12 text-strong shadow-float"
          >
            {label}
            {keys && <Kbd keys={keys} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
