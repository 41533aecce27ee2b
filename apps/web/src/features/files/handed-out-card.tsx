import { downloadPath } from '@converge/client/rest/files';
import type { SharedFile } from '@converge/protocol/rest/files';
import { Download, X } from 'lucide-react';
import { type FocusEvent, useId, useLayoutEffect, useRef } from 'react';
import { useFiles } from '../../data/files.ts';
import type { HandedOut } from '../../data/use-file-events.ts';
import { Button, buttonClass } from '../../design/button.tsx';
import { IconButton } from '../../design/icon-button.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { FileIcon } from './file-icon.tsx';

/**
 * What was handed out to everybody since one last looked; what comes meanwhile joins it.
 * It comes unasked, so it covers little, takes no focus and waits until one turns to it.
 */
export default function HandedOutCard({
  given,
  title,
  onLook,
  onTake,
  onClose,
}: {
  /** At least one, the newest last. */
  given: readonly HandedOut[];
  title: string;
  onLook(file: SharedFile): void;
  /** It is being downloaded. */
  onTake(event: HandedOut): void;
  onClose(): void;
}) {
  const t = useWords('files');
  const common = useWords('common');
  const headingId = useId();
  const { card, onFocus } = useFocusBack();
  return (
    <section
      ref={card}
      aria-labelledby={headingId}
      onFocus={onFocus}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
      className="fixed inset-x-3 top-24 z-30 mx-auto flex max-h-[50dvh] max-w-md flex-col overflow-hidden rounded-tile border border-line bg-surface-1 shadow-float transition-[opacity,translate] starting:-translate-y-2 starting:opacity-0"
    >
      <header className="flex items-start justify-between gap-2 pt-3 pr-2 pl-4">
        <h2 id={headingId} className="min-w-0 pt-2 text-16 [overflow-wrap:anywhere]">
          {title}
        </h2>
        <IconButton
          label={common('close')}
          icon={<X aria-hidden="true" className="size-5" />}
          onClick={onClose}
        />
      </header>
      <ul className="flex min-h-0 grow flex-col gap-3 overflow-y-auto px-4 pt-1 pb-3">
        {given.map((event) => (
          <Given
            key={event.file.id}
            event={event}
            names={given.length > 1}
            onLook={onLook}
            onTake={(item) => {
              moveOn(item);
              onTake(event);
            }}
          />
        ))}
      </ul>
      <footer className="flex justify-end border-t border-line px-4 py-2">
        <Button look="quiet" onClick={onClose}>
          {t('given.later')}
        </Button>
      </footer>
    </section>
  );
}

/** Who turned to an item is at the one beside it when it goes; the last one goes with the card. */
function moveOn(item: Element | null): void {
  if (!item?.contains(document.activeElement)) return;
  const beside = item.nextElementSibling ?? item.previousElementSibling;
  beside?.querySelector<HTMLElement>('a, button')?.focus();
}

/** Who turned to the card is back where they were when it goes. */
function useFocusBack() {
  const card = useRef<HTMLElement>(null);
  const before = useRef<HTMLElement | null>(null);
  const onFocus = ({ relatedTarget }: FocusEvent) => {
    if (!(relatedTarget instanceof HTMLElement) || card.current?.contains(relatedTarget)) return;
    before.current = relatedTarget;
  };
  useLayoutEffect(() => {
    const { current } = card;
    return () => {
      if (current?.contains(document.activeElement)) before.current?.focus();
    };
  }, []);
  return { card, onFocus };
}

function Given({
  event,
  names,
  onLook,
  onTake,
}: {
  event: HandedOut;
  /** Says whose it is, where the title doesn't. */
  names: boolean;
  onLook(file: SharedFile): void;
  /** With the element that is about to go. */
  onTake(item: Element | null): void;
}) {
  const t = useWords('files');
  const format = useFormat();
  const { roomId, file, by } = event;
  // The list may come a moment later than the event.
  const listed = useFiles(roomId).data?.files.find(({ id }) => id === file.id);
  const view = listed?.view ?? 'none';
  const size = format.bytes(file.size);
  return (
    <li className="flex flex-col gap-3 rounded-card border border-line bg-surface-0 p-4">
      <span className="flex items-center gap-3">
        <FileIcon view={view} className="size-8" />
        <span className="min-w-0">
          <span className="block truncate font-semibold text-strong" title={file.name}>
            {file.name}
          </span>
          <span className="text-13 text-muted">{names ? `${by.name} · ${size}` : size}</span>
        </span>
      </span>
      <span className="flex flex-wrap justify-end gap-2">
        {listed && view !== 'none' && (
          <Button onClick={() => onLook(listed)}>{t('given.look')}</Button>
        )}
        <a
          href={downloadPath(roomId, file.id)}
          download
          aria-label={t('downloadFile', { name: file.name })}
          className={buttonClass('primary')}
          onClick={({ currentTarget }) => onTake(currentTarget.closest('li'))}
        >
          <Download aria-hidden="true" className="size-4" />
          {t('download')}
        </a>
      </span>
    </li>
  );
}
