import { useRoomAct } from '../../../data/admin.ts';
import { toast } from '../../../design/toast.ts';
import { useWords } from '../../../i18n/words.ts';
import { useFaultToast } from '../../faults/use-fault-toast.ts';
import { roomName } from '../../rooms/room-words.ts';
import type { NamedRoom } from './confirm-act.tsx';

type Act = 'archive' | 'restore' | 'delete' | 'end';

/** Does it and says so. Resolves to whether it worked; what went wrong is shown. */
export function useAct(): { act(what: Act, room: NamedRoom): Promise<boolean>; busy: boolean } {
  const t = useWords('adminRooms');
  const acting = useRoomAct();
  const showFault = useFaultToast();
  return {
    busy: acting.isPending,
    async act(what, room) {
      try {
        await acting.mutateAsync({ act: what, id: room.id });
        toast({ title: t(`did.${what}`, { name: roomName(room) }) });
        return true;
      } catch (error) {
        showFault(error);
        return false;
      }
    },
  };
}
