import type { Route } from '@converge/protocol/quality';
import { useMemo } from 'react';
import { useWords } from '../../../i18n/words.ts';
import { lineWhy, lineWord } from '../tile/line-words.ts';
import type { MonitorRow } from './model.ts';

export interface MonitorWords {
  /** Whether they are connected. */
  state(row: MonitorRow): string;
  /** How good their line is, and why. */
  quality(row: MonitorRow): string;
  route(route: Route): string;
  /** "Firefox · Windows"; what isn't recognised is said so. */
  client(row: MonitorRow): string;
}

/** "other" is what isn't recognised. */
export const recognised = (family: string | null): string | null =>
  family === 'other' ? null : family;

/** What stands in the cells, on the screen and in the file. */
export function useMonitorWords(): MonitorWords {
  const t = useWords('monitoring');
  const call = useWords('call');
  const connection = useWords('connection');
  return useMemo(
    () => ({
      state: ({ away }) => (away ? t('away') : t('here')),
      quality: ({ line, self }) =>
        [lineWord(call, line), lineWhy(call, line, self)]
          .filter((part) => part !== null)
          .join('. '),
      route: ({ to, protocol, relay }) => {
        const way = relay === null ? protocol.toUpperCase() : connection(`relay.${relay}`);
        return to === 'person' ? `${t('direct')}, ${way}` : way;
      },
      client({ browser, system }) {
        const parts = [browser, system].map(recognised).filter((part) => part !== null);
        if (parts.length > 0) return parts.join(' · ');
        return browser === null ? '–' : t('client.unknown');
      },
    }),
    [t, call, connection],
  );
}
