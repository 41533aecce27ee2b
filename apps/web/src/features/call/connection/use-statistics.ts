import type { CallStatistics } from '@converge/protocol/realtime/call';
import { useEffect, useState } from 'react';

const ASK_MS = 3_000;

/** Everybody's numbers, asked for again and again while they are looked at; null until the first answer. */
export function useStatistics(ask: () => Promise<CallStatistics>): CallStatistics | null {
  const [statistics, setStatistics] = useState<CallStatistics | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const turn = async () => {
      try {
        const answer = await ask();
        if (!over) setStatistics(answer);
      } catch (error) {
        // Without a line the last numbers stay; the sign beside them says what is wrong.
        console.debug('no statistics', error);
      }
      if (!over) timer = setTimeout(turn, ASK_MS);
    };
    void turn();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [ask]);
  return statistics;
}
