import type { Room } from '@converge/protocol/rest/rooms';
import { useUpdateRoom } from '../../data/rooms.ts';
import { toast } from '../../design/toast.ts';
import { useWords } from '../../i18n/words.ts';
import { useFaultToast } from '../faults/use-fault-toast.ts';
import { roomName } from './room-words.ts';

/** Opens a room to the main page, or takes it off there, and says so; its link works either way. */
export function useOnMainPage(): (room: Room, shown: boolean) => Promise<void> {
  const t = useWords('rooms');
  const { mutateAsync } = useUpdateRoom();
  const showFault = useFaultToast();
  return async (room, shown) => {
    try {
      await mutateAsync({ id: room.id, body: { access: shown ? 'open' : 'link' } });
      const name = roomName(room);
      toast({ title: t(shown ? 'mainPage.shown' : 'mainPage.hidden', { name }), tone: 'success' });
    } catch (error) {
      showFault(error);
    }
  };
}
