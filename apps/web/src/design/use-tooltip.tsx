import {
  type FocusEvent,
  type PointerEvent,
  type ReactNode,
  Suspense,
  useRef,
  useState,
} from 'react';
import { lazyPart } from './lazy-part.ts';

// The positioning library is a quarter of the main page's whole budget: it comes with the first hover.
const TooltipPopup = lazyPart(() => import('./tooltip-popup.tsx'));

const hoverDelayMs = 500;

interface Tooltip {
  /** For the element the tooltip belongs to. */
  readonly props: {
    onPointerEnter(event: PointerEvent<HTMLElement>): void;
    onPointerLeave(): void;
    onPointerDown(): void;
    onFocus(event: FocusEvent<HTMLElement>): void;
    onBlur(): void;
  };
  /** Goes beside it. */
  readonly popup: ReactNode;
}

/**
 * Shows `label` (and `keys`) on hover and keyboard focus. For the eye only: the
 * element must bear the same name itself (`aria-label`).
 */
export function useTooltip(label: string, keys?: string): Tooltip {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const hide = () => {
    clearTimeout(timer.current);
    setAnchor(null);
  };
  const show = (element: HTMLElement, delayMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(element), delayMs);
  };

  return {
    props: {
      onPointerEnter(event) {
        if (event.pointerType === 'mouse') show(event.currentTarget, hoverDelayMs);
      },
      onPointerLeave: hide,
      onPointerDown: hide,
      onFocus(event) {
        if (event.currentTarget.matches(':focus-visible')) show(event.currentTarget, hoverDelayMs);
      },
      onBlur: hide,
    },
    popup: anchor && (
      <Suspense>
        <TooltipPopup anchor={anchor} label={label} keys={keys} onClose={hide} />
      </Suspense>
    ),
  };
}
