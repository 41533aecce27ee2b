import type { PersonId } from '@converge/protocol/ids';
import type { Room } from '@converge/protocol/rest/rooms';
import { useState } from 'react';
import { useRoomAct } from '../../../data/admin.ts';
import { Button } from '../../../design/button.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { toast } from '../../../design/toast.ts';
import { useWords } from '../../../i18n/words.ts';
import { useFaultToast } from '../../faults/use-fault-toast.ts';
import { roomName } from '../../rooms/room-words.ts';
import { HostChoice } from '../frame/host-choice.tsx';

/** Gives a room to somebody else. */
export default function HandOver({ room, onClose }: { room: Room; onClose(): void }) {
  const t = useWords('adminRooms');
  const common = useWords('common');
  const acting = useRoomAct();
  const showFault = useFaultToast();
  const [to, setTo] = useState<PersonId | null>(null);
  const name = roomName(room);
  const confirm = async () => {
    if (!to) return;
    try {
      await acting.mutateAsync({ act: 'handOver', id: room.id, to });
      toast({ title: t('did.handOver', { name }), tone: 'success' });
      onClose();
    } catch (error) {
      showFault(error);
    }
  };
  return (
    <Dialog
      open
      width="narrow"
      onClose={onClose}
      title={t('handOver.title', { name })}
      description={t('handOver.help', { owner: room.owner.name })}
      closeLabel={common('close')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button
            look="primary"
            busy={acting.isPending}
            disabled={to === null}
            onClick={() => void confirm()}
          >
            {t('handOver.yes')}
          </Button>
        </>
      }
    >
      <HostChoice except={room.owner.id} value={to} onChange={setTo} />
    </Dialog>
  );
}
