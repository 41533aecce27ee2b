import type { Room } from '@converge/protocol/rest/rooms';
import { useSetArchived } from '../../data/rooms.ts';
import { toast } from '../../design/toast.ts';
import { useWords } from '../../i18n/words.ts';
import { useFaultToast } from '../faults/use-fault-toast.ts';
import { roomName } from './room-words.ts';

/** Puts a room away or brings it back, says so, and offers the way back. */
export function useArchive(): (room: Room, archived: boolean) => Promise<void> {
  const t = useWords('rooms');
  const { mutateAsync } = useSetArchived();
  const showFault = useFaultToast();
  return async function archive(room, archived) {
    const name = roomName(room);
    try {
      // Not by the mutation's own callbacks: the card that asked is gone by then, and they with it.
      await mutateAsync({ id: room.id, archived });
    } catch (error) {
      showFault(error);
      return;
    }
    toast(
      archived
        ? {
            title: t('archived.toast', { name }),
            action: { label: t('undo'), run: () => void archive(room, false) },
          }
        : { title: t('restored.toast', { name }), tone: 'success' },
    );
  };
}
