import { downloadPath } from '@converge/client/rest/files';
import type { SharedFile } from '@converge/protocol/rest/files';
import { Download } from 'lucide-react';
import { useFiles } from '../../data/files.ts';
import type { HandedOut } from '../../data/use-file-events.ts';
import { Button, buttonClass } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { FileIcon } from './file-icon.tsx';

/** What was handed out to everybody since one last looked; what comes meanwhile joins it. */
export default function HandedOutDialog({
  given,
  onLook,
  onTake,
  onClose,
}: {
  /** At least one, the newest last. */
  given: readonly HandedOut[];
  onLook(file: SharedFile): void;
  /** It is being downloaded. */
  onTake(event: HandedOut): void;
  onClose(): void;
}) {
  const t = useWords('files');
  const common = useWords('common');
  const [first, ...more] = given;
  if (!first) return null;
  const alone = more.length === 0;
  return (
    <Dialog
      open
      // It comes unasked: a key that was meant for something else does nothing here.
      plain
      width="narrow"
      onClose={onClose}
      title={
        alone
          ? t('given.title', { name: first.by.name })
          : t('given.several', { count: given.length })
      }
      closeLabel={common('close')}
      footer={
        <Button look="quiet" onClick={onClose}>
          {t('given.later')}
        </Button>
      }
    >
      <ul aria-live="polite" className="flex flex-col gap-3">
        {given.map((event) => (
          <Given
            key={event.file.id}
            event={event}
            names={!alone}
            onLook={onLook}
            onTake={() => onTake(event)}
          />
        ))}
      </ul>
    </Dialog>
  );
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
  onTake(): void;
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
          onClick={onTake}
        >
          <Download aria-hidden="true" className="size-4" />
          {t('download')}
        </a>
      </span>
    </li>
  );
}
