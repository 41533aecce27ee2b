import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { cx } from './cx.ts';
import { IconButton } from './icon-button.tsx';

type Place = 'centre' | 'side' | 'top';
type Width = 'narrow' | 'normal' | 'wide' | 'full';

const widths: Readonly<Record<Width, string>> = {
  narrow: 'sm:max-w-md',
  normal: 'sm:max-w-xl',
  wide: 'sm:max-w-3xl',
  full: 'sm:max-w-[100rem]',
};

/** Where it lies from 640 px on; below, every dialog is a sheet at the bottom edge. */
const places: Readonly<Record<Place, string>> = {
  centre:
    'sm:bottom-auto sm:top-1/2 sm:left-1/2 sm:right-auto sm:w-[calc(100vw-3rem)] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-tile sm:max-h-[calc(100dvh-3rem)]',
  top: 'sm:bottom-auto sm:top-[12vh] sm:left-1/2 sm:right-auto sm:w-[calc(100vw-3rem)] sm:-translate-x-1/2 sm:rounded-tile sm:max-h-[70dvh]',
  side: 'sm:top-0 sm:bottom-0 sm:left-auto sm:right-0 sm:h-dvh sm:max-h-dvh sm:w-full sm:rounded-none sm:rounded-l-tile',
};

/**
 * A window over the page that keeps the focus until it is closed, and gives it
 * back to where it came from. Load it lazily: the page under it must not wait for it.
 */
export function Dialog({
  open,
  onClose,
  title,
  description,
  closeLabel,
  width = 'normal',
  place = 'centre',
  hideTitle = false,
  plain = false,
  initialFocus,
  footer,
  children,
}: {
  open: boolean;
  onClose(): void;
  title: string;
  description?: ReactNode;
  closeLabel: string;
  width?: Width;
  place?: Place;
  /** The title is read out but not shown. */
  hideTitle?: boolean;
  /** Nothing in it takes the focus: so the text itself does, to be scrolled by keys. */
  plain?: boolean;
  initialFocus?: RefObject<HTMLElement | null>;
  footer?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        {/* Also over the window that this one came from. */}
        <Base.Backdrop
          forceRender
          className="fixed inset-0 z-30 bg-backdrop transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
        />
        <Base.Popup
          {...(initialFocus ? { initialFocus } : {})}
          className={cx(
            'fixed inset-x-0 bottom-0 z-30 flex max-h-[92dvh] flex-col overflow-hidden rounded-t-tile border border-line bg-surface-1 shadow-float outline-none',
            'transition-[opacity,transform] data-ending-style:opacity-0 data-starting-style:opacity-0',
            'max-sm:data-ending-style:translate-y-6 max-sm:data-starting-style:translate-y-6',
            widths[width],
            places[place],
          )}
        >
          <header className={hideTitle ? 'sr-only' : 'pt-4 pr-14 pb-2 pl-6'}>
            <div className="pt-1">
              <Base.Title className="text-20 font-semibold text-strong">{title}</Base.Title>
              {description && (
                <Base.Description className="mt-1 text-muted">{description}</Base.Description>
              )}
            </div>
          </header>
          <div
            tabIndex={plain ? 0 : undefined}
            className={cx(
              'min-h-0 grow overflow-y-auto',
              'focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus',
              hideTitle ? '' : 'px-6 pt-2 pb-6',
            )}
          >
            {children}
          </div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-6 py-4 pb-[max(1rem,env(safe-area-inset-bottom))]">
              {footer}
            </footer>
          )}
          {/* Last, so that the focus begins with what the window is for. */}
          {!hideTitle && (
            <Base.Close
              render={
                <IconButton
                  label={closeLabel}
                  icon={<X className="size-5" />}
                  className="absolute top-4 right-3"
                />
              }
            />
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
