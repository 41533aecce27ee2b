import type { LobbyWatch } from '@converge/client/call/types';
import { createValue } from '@converge/client/state/value';
import type { Lobby } from '@converge/protocol/realtime/lobby';
import { useEffect, useRef, useState } from 'react';
import type { CallSession } from '../../../data/call-session.ts';
import { useValue } from '../../../data/use-value.ts';
import { useFaultToast } from '../../faults/use-fault-toast.ts';
import { sound } from '../live/use-call-news.ts';
import type { LobbyActions } from './lobby-list.tsx';

const nobody = createValue<Lobby | null>(null);

/** Who waits, for those who decide; with a sound when somebody comes. */
export function useLobby(
  session: CallSession,
  decides: boolean,
): { lobby: Lobby | null; actions: LobbyActions } {
  const showFault = useFaultToast();
  const [watch, setWatch] = useState<LobbyWatch | null>(null);
  useEffect(() => {
    if (!decides) return;
    const opened = session.call.watchLobby();
    setWatch(opened);
    return () => {
      opened.close();
      setWatch(null);
    };
  }, [session, decides]);

  const lobby = useValue(watch?.lobby ?? nobody);
  const count = lobby?.waiting.length ?? 0;
  const before = useRef(0);
  useEffect(() => {
    if (count > before.current) sound(session, 'knock');
    before.current = count;
  }, [count, session]);

  const attempt = (request: Promise<void> | undefined) => request?.catch(showFault);
  return {
    lobby,
    actions: {
      admit: (id) => void attempt(watch?.admit(id)),
      refuse: (id) => void attempt(watch?.refuse(id)),
      say: async (text) => attempt(watch?.say(text)),
    },
  };
}
