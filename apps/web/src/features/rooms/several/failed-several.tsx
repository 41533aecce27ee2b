import { Button } from '../../../design/button.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { useErrorWords } from '../../../i18n/errors.ts';
import { useWords } from '../../../i18n/words.ts';
import { roomName } from '../room-words.ts';
import type { Failed } from './use-several.ts';

/** With which rooms it didn't work, and why, each by its name. */
export default function FailedSeveral({
  done,
  failed,
  onRetry,
  onClose,
}: {
  done: number;
  failed: readonly Failed[];
  onRetry(): void;
  onClose(): void;
}) {
  const t = useWords('roomsSeveral');
  const common = useWords('common');
  const words = useErrorWords();
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('failed.title', { count: failed.length })}
      description={done > 0 && t('failed.rest', { count: done })}
      closeLabel={common('close')}
      footer={
        <>
          <Button onClick={onClose}>{common('close')}</Button>
          <Button look="primary" onClick={onRetry}>
            {common('retry')}
          </Button>
        </>
      }
    >
      <ul className="divide-y divide-line rounded-card border border-line">
        {failed.map(({ room, fault }) => (
          <li key={room.id} className="px-4 py-3">
            <p className="font-semibold wrap-anywhere text-strong">{roomName(room)}</p>
            <p className="text-13 text-muted">
              {words(fault.code).title} {words(fault.code).help}
            </p>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
