import type { PersonId } from '@converge/protocol/ids';
import type { Room } from '@converge/protocol/rest/rooms';
import { useState } from 'react';
import { useHandOver } from '../../data/admin.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { toast } from '../../design/toast.ts';
import { useWords } from '../../i18n/words.ts';
import { useFaultToast } from '../faults/use-fault-toast.ts';
import { HostChoice } from './host-choice.tsx';
import { roomName } from './room-words.ts';

/** Gives a room to somebody else. */
export default function HandOver({ room, onClose }: { room: Room; onClose(): void }) {
  const t = useWords('roomDialogs');
  const common = useWords('common');
  const handing = useHandOver();
  const showFault = useFaultToast();
  const [to, setTo] = useState<PersonId | null>(null);
  const name = roomName(room);
  const confirm = async () => {
    if (!to) return;
    try {
      await handing.mutateAsync({ id: room.id, to });
      toast({ title: t('handOver.done', { name }), tone: 'success' });
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
            busy={handing.isPending}
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
