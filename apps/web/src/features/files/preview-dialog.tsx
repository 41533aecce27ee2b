import { downloadPath, viewPath } from '@converge/client/rest/files';
import type { RoomId } from '@converge/protocol/ids';
import { limits } from '@converge/protocol/limits';
import type { HandIn, SharedFile } from '@converge/protocol/rest/files';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useReadText } from '../../data/read-text.ts';
import { buttonClass } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { QueryFault } from '../faults/query-fault.tsx';

/** A file to be looked at, without leaving the room. */
export default function PreviewDialog({
  roomId,
  file,
  onClose,
}: {
  roomId: RoomId;
  file: SharedFile | HandIn;
  onClose(): void;
}) {
  const t = useWords('files');
  const common = useWords('common');
  const format = useFormat();
  return (
    <Dialog
      open
      width="wide"
      onClose={onClose}
      title={file.name}
      description={`${format.bytes(file.size)} · ${t('by', {
        name: file.author.name,
        when: format.relative(file.createdAt),
      })}`}
      closeLabel={common('close')}
      footer={
        <a href={downloadPath(roomId, file.id)} download className={buttonClass('primary')}>
          <Download aria-hidden="true" className="size-4" />
          {t('download')}
        </a>
      }
    >
      <View roomId={roomId} file={file} />
    </Dialog>
  );
}

function View({ roomId, file }: { roomId: RoomId; file: SharedFile | HandIn }) {
  const t = useWords('files');
  const [failed, setFailed] = useState(false);
  const src = viewPath(roomId, file.id);
  const onError = () => setFailed(true);
  // Phones have no viewer of their own for PDF inside of a page.
  if (failed || file.view === 'none' || (file.view === 'pdf' && !navigator.pdfViewerEnabled)) {
    return <p className="py-8 text-center text-muted">{t('view.failed')}</p>;
  }
  switch (file.view) {
    case 'image':
      return (
        <img
          src={src}
          alt={file.name}
          onError={onError}
          className="mx-auto max-h-[60dvh] rounded-card object-contain"
        />
      );
    case 'pdf':
      return (
        <iframe
          src={src}
          title={file.name}
          className="h-[65dvh] w-full rounded-card border border-line bg-surface-2"
        />
      );
    case 'audio':
      // biome-ignore lint/a11y/useMediaCaption: what people upload has no captions of its own
      return <audio src={src} controls onError={onError} className="w-full" />;
    case 'video':
      return (
        // biome-ignore lint/a11y/useMediaCaption: what people upload has no captions of its own
        <video
          src={src}
          controls
          onError={onError}
          className="max-h-[60dvh] w-full rounded-card bg-black"
        />
      );
    case 'text':
      return <Text path={downloadPath(roomId, file.id)} size={file.size} />;
    default:
      return file.view satisfies never;
  }
}

/** The beginning of a text, as text: whatever it is written in, nothing of it is run. */
function Text({ path, size }: { path: string; size: number }) {
  const t = useWords('files');
  const text = useReadText(path, limits.textViewBytes);
  if (text.isError) return <QueryFault error={text.error} onRetry={() => void text.refetch()} />;
  if (text.data === undefined) return <Skeleton className="h-40" />;
  return (
    <>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also for who has no pointer
        tabIndex={0}
        className="max-h-[60dvh] overflow-auto rounded-card border border-line bg-surface-0 p-3 font-mono text-13 whitespace-pre-wrap text-strong"
      >
        {text.data}
      </pre>
      {size > limits.textViewBytes && (
        <p className="pt-2 text-13 text-muted">{t('view.tooLong')}</p>
      )}
    </>
  );
}
