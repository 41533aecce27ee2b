import { downloadPath } from '@converge/client/rest/files';
import type { RoomId } from '@converge/protocol/ids';
import type { SharedFile } from '@converge/protocol/rest/files';
import { Download } from 'lucide-react';
import { useFiles } from '../../data/files.ts';
import type { HandedOut } from '../../data/use-file-events.ts';
import { Button, buttonClass } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { FileIcon } from './file-icon.tsx';

/** A file that was just handed out to everybody. */
export default function HandedOutDialog({
  event,
  onLook,
  onClose,
}: {
  event: HandedOut;
  onLook(file: SharedFile): void;
  onClose(): void;
}) {
  const t = useWords('files');
  const common = useWords('common');
  const format = useFormat();
  const roomId: RoomId = event.roomId;
  const { file, by } = event;
  // The list may come a moment later than the event.
  const listed = useFiles(roomId).data?.files.find(({ id }) => id === file.id);
  const view = listed?.view ?? 'none';
  return (
    <Dialog
      open
      width="narrow"
      onClose={onClose}
      title={t('given.title', { name: by.name })}
      closeLabel={common('close')}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            {t('given.later')}
          </Button>
          {listed && view !== 'none' && (
            <Button onClick={() => onLook(listed)}>{t('given.look')}</Button>
          )}
          <a
            href={downloadPath(roomId, file.id)}
            download
            className={buttonClass('primary')}
            onClick={onClose}
          >
            <Download aria-hidden="true" className="size-4" />
            {t('download')}
          </a>
        </>
      }
    >
      <p className="flex items-center gap-3 rounded-card border border-line bg-surface-0 p-4">
        <FileIcon view={view} className="size-8" />
        <span className="min-w-0">
          <span className="block truncate font-semibold text-strong" title={file.name}>
            {file.name}
          </span>
          <span className="text-13 text-muted">{format.bytes(file.size)}</span>
        </span>
      </p>
    </Dialog>
  );
}
