import type { Room } from '@converge/protocol/rest/rooms';
import { useDeleteRoom } from '../../data/rooms.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { toast } from '../../design/toast.ts';
import { useWords } from '../../i18n/words.ts';
import { useFaultToast } from '../faults/use-fault-toast.ts';
import { roomName } from './room-words.ts';

/** Asks, naming the room, and deletes it with everything in it. */
export default function DeleteRoom({ room, onClose }: { room: Room; onClose(): void }) {
  const t = useWords('roomDialogs');
  const common = useWords('common');
  const deleting = useDeleteRoom();
  const showFault = useFaultToast();
  const name = roomName(room);
  async function confirm() {
    try {
      await deleting.mutateAsync(room.id);
      toast({ title: t('deleted.toast', { name }) });
      onClose();
    } catch (error) {
      showFault(error);
    }
  }

  return (
    <ConfirmDialog
      open
      title={t('delete.title', { name })}
      confirmLabel={t('delete.confirm')}
      cancelLabel={common('cancel')}
      busy={deleting.isPending}
      onCancel={onClose}
      onConfirm={() => void confirm()}
    >
      {(room.live?.count ?? 0) > 0 && (
        <p className="mb-2 font-semibold text-danger-text">
          {t('delete.live', { count: room.live?.count ?? 0 })}
        </p>
      )}
      <p>{t('delete.help')}</p>
    </ConfirmDialog>
  );
}
