import type { Connection } from '@converge/client/realtime/connection';
import { useEffect, useState } from 'react';
import { callSession } from '../../data/call-session.ts';
import { useConnection } from '../../data/connection.ts';
import type { LiveRoom } from '../../data/live-room.ts';
import { useValue } from '../../data/use-value.ts';

/** How long a line may be away before it is worth a word; most are back sooner, in milliseconds. */
const patienceMs = 2_000;

/**
 * Whether the room's page says that nothing new comes (SPEC RT-14): who reads asks for nothing, so
 * no request tells it. In the call its own notice does, of its line.
 */
export function useLineLost({ room, connection }: LiveRoom): boolean {
  const session = useValue(callSession);
  const { kind } = useValue(room.state);
  const away = useAway(connection);
  const told = useConnection() === 'lost';
  const reads = kind === 'open' && session?.roomId !== room.roomId;
  return told || (reads && away);
}

/** Whether the line has been sought for longer than one should wait without a word. */
function useAway({ state }: Connection): boolean {
  const { kind } = useValue(state);
  const seeking = kind === 'connecting' || kind === 'waiting';
  const [away, setAway] = useState(false);
  useEffect(() => {
    if (!seeking) return;
    const timer = setTimeout(() => setAway(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setAway(false);
    };
  }, [seeking]);
  return away;
}
