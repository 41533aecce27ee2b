import type { JoinCode, RoomId } from '@converge/protocol/ids';
import type { LiveSeen } from '@converge/protocol/rest/rooms';
import { useEndCall } from '../../data/admin.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { toast } from '../../design/toast.ts';
import { useWords } from '../../i18n/words.ts';
import { useFaultToast } from '../faults/use-fault-toast.ts';
import { roomName } from './room-words.ts';

/** A room as any list has it. */
export interface NamedRoom {
  readonly id: RoomId;
  readonly name: string;
  readonly code: JoinCode;
  readonly live: LiveSeen | null;
}

/** Asks, naming the room and how many are inside, and ends its call. */
export default function EndCall({ room, onClose }: { room: NamedRoom; onClose(): void }) {
  const t = useWords('roomDialogs');
  const common = useWords('common');
  const ending = useEndCall();
  const showFault = useFaultToast();
  const name = roomName(room);
  const count = room.live?.count ?? 0;
  async function confirm() {
    try {
      await ending.mutateAsync(room.id);
      toast({ title: t('end.done', { name }) });
      onClose();
    } catch (error) {
      showFault(error);
    }
  }

  return (
    <ConfirmDialog
      open
      title={t('end.title', { name })}
      confirmLabel={t('end.yes')}
      cancelLabel={common('cancel')}
      busy={ending.isPending}
      onCancel={onClose}
      onConfirm={() => void confirm()}
    >
      {count > 0 && (
        <p className="mb-2 font-semibold text-danger-text">{t('end.live', { count })}</p>
      )}
      <p>{t('end.help')}</p>
    </ConfirmDialog>
  );
}
