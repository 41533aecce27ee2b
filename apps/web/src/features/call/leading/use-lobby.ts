import type { LobbyWatch } from '@converge/client/call/types';
import { createValue } from '@converge/client/state/value';
import type { RoomId } from '@converge/protocol/ids';
import type { Lobby } from '@converge/protocol/realtime/lobby';
import { useEffect, useRef, useState } from 'react';
import { lobbyMarks } from '../../../data/lobby-marks.ts';
import { useValue } from '../../../data/use-value.ts';
import { useFaultToast } from '../../faults/use-fault-toast.ts';
import { knocksAnew } from './knocks.ts';
import type { LobbyActions } from './lobby-list.tsx';

const nobody = createValue<Lobby | null>(null);

/** Who waits, for those who decide; `knock` sounds when somebody comes who wasn't heard yet. */
export function useLobby(
  roomId: RoomId,
  /** Begins to watch; the same function for as long as the same is watched. null: one doesn't decide. */
  begin: (() => LobbyWatch) | null,
  knock: () => void,
): { lobby: Lobby | null; actions: LobbyActions } {
  const showFault = useFaultToast();
  const [watch, setWatch] = useState<LobbyWatch | null>(null);
  useEffect(() => {
    if (!begin) return;
    const opened = begin();
    setWatch(opened);
    return () => {
      opened.close();
      setWatch(null);
    };
  }, [begin]);

  const lobby = useValue(watch?.lobby ?? nobody);
  const waiting = lobby?.waiting;
  const count = waiting?.length ?? 0;
  const latest = useRef(knock);
  useEffect(() => {
    latest.current = knock;
  });
  useEffect(() => {
    if (waiting && knocksAnew(roomId, waiting)) latest.current();
  }, [waiting, roomId]);
  useEffect(() => {
    const mark = lobbyMarks(roomId);
    mark.set(count);
    return () => mark.set(0);
  }, [count, roomId]);

  /** Whether it was done; what went wrong is said. */
  const attempt = async (request: Promise<void> | undefined): Promise<boolean> => {
    try {
      await request;
      return true;
    } catch (error) {
      showFault(error);
      return false;
    }
  };
  return {
    lobby,
    actions: {
      admit: (id) => void attempt(watch?.admit(id)),
      refuse: (id) => attempt(watch?.refuse(id)),
      ban: (id) => attempt(decide((people) => people.banFromRoom(roomId, id))),
      allow: (id) => attempt(decide((people) => people.allowInRoom(roomId, id))),
      say: (text) => attempt(watch?.say(text)),
    },
  };
}

type RoomPeople = typeof import('../../../data/room-people.ts');

/** Loaded by who has to: few lobbies ever see it. */
const decide = async (what: (people: RoomPeople) => Promise<void>): Promise<void> =>
  what(await import('../../../data/room-people.ts'));
