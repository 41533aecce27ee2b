import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Boundary } from '../../../design/boundary.tsx';
import { IconButton } from '../../../design/icon-button.tsx';
import { ErrorState } from '../../../design/states.tsx';
import { useWords } from '../../../i18n/words.ts';

/** The one panel beside the stage; over it where the window is narrow. */
export function PanelFrame({
  title,
  closeLabel,
  takesFocus,
  onClose,
  children,
}: {
  title: string;
  closeLabel: string;
  takesFocus: boolean;
  onClose(): void;
  children: ReactNode;
}) {
  const root = useRef<HTMLElement>(null);
  // The focus goes in with who opened it, and back to the button that did.
  useEffect(() => {
    if (!takesFocus) return;
    const before = document.activeElement;
    const field = root.current?.querySelector<HTMLElement>('textarea');
    // A finger's keyboard would cover what one wants to read; a real one is there for writing.
    const writes = field && !matchMedia('(pointer: coarse)').matches;
    (writes ? field : root.current)?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [takesFocus]);
  return (
    <aside
      ref={root}
      tabIndex={-1}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
      className="absolute inset-0 z-30 flex min-h-0 flex-col bg-surface-0 text-normal outline-none md:static md:w-88 md:shrink-0 md:border-l md:border-line 2xl:w-104"
    >
      <header className="flex items-center gap-2 border-b border-line py-1.5 pr-2 pl-4">
        <h2 className="grow text-16">{title}</h2>
        <IconButton
          label={closeLabel}
          icon={<X aria-hidden="true" className="size-5" />}
          onClick={onClose}
        />
      </header>
      <Boundary fallback={(error) => <Stumbled error={error} />}>{children}</Boundary>
    </aside>
  );
}

/** Only the panel: the call beside it goes on. */
function Stumbled({ error }: { error: unknown }) {
  const t = useWords('call');
  const common = useWords('common');
  return (
    <ErrorState
      className="m-3"
      title={t('panel.crash.title')}
      help={t('panel.crash.help')}
      details={{ label: common('details'), text: String(error) }}
    />
  );
}
