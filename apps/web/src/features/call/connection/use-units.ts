import { useMemo } from 'react';
import { useWords } from '../../../i18n/words.ts';

/** Numbers with their units, as the reader's language writes them; what isn't known is a dash. */
export interface Units {
  rate(bitsPerSecond: number | null): string;
  share(part: number | null): string;
  milliseconds(ms: number | null): string;
  duration(ms: number): string;
}

const unknown = '–';

export function useUnits(): Units {
  const t = useWords('connection');
  return useMemo(
    () => ({
      rate(bits) {
        if (bits === null) return unknown;
        return bits >= 1e6
          ? t('unit.mega', { value: Math.round(bits / 1e5) / 10 })
          : t('unit.kilo', { value: Math.round(bits / 1e3) });
      },
      share: (part) =>
        part === null ? unknown : t('unit.percent', { value: Math.round(part * 1_000) / 10 }),
      milliseconds: (ms) => (ms === null ? unknown : t('unit.ms', { value: Math.round(ms) })),
      duration(ms) {
        const minutes = Math.max(0, Math.floor(ms / 60_000));
        const hours = Math.floor(minutes / 60);
        if (minutes === 0)
          return t('unit.seconds', { seconds: Math.max(0, Math.floor(ms / 1_000)) });
        return hours === 0
          ? t('unit.minutes', { minutes })
          : t('unit.hours', { hours, minutes: minutes % 60 });
      },
    }),
    [t],
  );
}
