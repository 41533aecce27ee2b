import type { Connection } from '@converge/client/realtime/connection';
import { useEffect, useState } from 'react';
import { callSession } from '../../data/call-session.ts';
import { onRecovery, useConnection } from '../../data/connection.ts';
import type { LiveRoom } from '../../data/live-room.ts';
import { useValue } from '../../data/use-value.ts';
import { LineBar } from '../../design/line-bar.tsx';
import { useWords } from '../../i18n/words.ts';

/** How long a line may be away before it is worth a word; most are back sooner, in milliseconds. */
const patienceMs = 2_000;

/**
 * Says that nothing new comes while the room's line is away (SPEC RT-14): whoever reads asks
 * for nothing, so no request tells it. In the call its own notice does.
 */
export function RoomLine({ live: { room, connection } }: { live: LiveRoom }) {
  const t = useWords('common');
  const session = useValue(callSession);
  const { kind } = useValue(room.state);
  const away = useAway(connection);
  // By whatever the server was reached, the line needn't wait for its turn.
  useEffect(() => onRecovery(connection.hurry), [connection]);
  // Requests that fail as well say the same by the same bar, on every page.
  const told = useConnection() === 'lost';
  const reads = kind === 'open' && session?.roomId !== room.roomId;
  return (
    // Tells it from the page's own bar, which says the same in the same place.
    <div data-bar="room" className="contents">
      <LineBar words={reads && away && !told && t('offline')} />
    </div>
  );
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
