import type { Room } from '@converge/protocol/rest/rooms';
import { useSetArchived } from '../../data/rooms.ts';
import { toast } from '../../design/toast.ts';
import { useWords } from '../../i18n/words.ts';
import { useFaultToast } from '../faults/use-fault-toast.ts';
import { roomName } from './room-words.ts';

/** Puts a room away or brings it back, says so, and offers the way back. */
export function useArchive(): (room: Room, archived: boolean) => void {
  const t = useWords('rooms');
  const { mutate } = useSetArchived();
  const showFault = useFaultToast();
  return function archive(room, archived) {
    const name = roomName(room);
    mutate(
      { id: room.id, archived },
      {
        onError: showFault,
        onSuccess: () =>
          toast(
            archived
              ? {
                  title: t('archived.toast', { name }),
                  action: { label: t('undo'), run: () => archive(room, false) },
                }
              : { title: t('restored.toast', { name }), tone: 'success' },
          ),
      },
    );
  };
}
