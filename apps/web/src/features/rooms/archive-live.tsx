import type { Room } from '@converge/protocol/rest/rooms';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { useWords } from '../../i18n/words.ts';
import { roomName } from './room-words.ts';
import { useArchive } from './use-archive.ts';

/** Archiving ends a running call, so a live room asks first. */
export default function ArchiveLive({ room, onClose }: { room: Room; onClose(): void }) {
  const t = useWords('roomDialogs');
  const common = useWords('common');
  const archive = useArchive();
  return (
    <ConfirmDialog
      open
      title={t('archive.live.title', { name: roomName(room) })}
      confirmLabel={t('archive')}
      cancelLabel={common('cancel')}
      onCancel={onClose}
      onConfirm={() => {
        void archive(room, true);
        onClose();
      }}
    >
      <p>{t('archive.live.help')}</p>
    </ConfirmDialog>
  );
}
