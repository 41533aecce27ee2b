import type { Preset } from '@converge/protocol/permissions';
import { useNavigate } from 'react-router';
import { useCreateRoom } from '../../data/rooms.ts';
import { useFaultToast } from '../faults/use-fault-toast.ts';
import { roomPath } from './room-words.ts';

/** Makes a room and goes there; name and everything else can be said later. */
export function useNewRoom(): { make(preset: Preset): void; busy: boolean } {
  const creating = useCreateRoom();
  const navigate = useNavigate();
  const showFault = useFaultToast();
  return {
    busy: creating.isPending,
    make(preset) {
      if (creating.isPending) return;
      creating
        // Who may enter is what the space has set for rooms of this kind.
        .mutateAsync({ preset })
        .then(({ room }) => navigate(roomPath(room.id)))
        .catch(showFault);
    },
  };
}
