import { useMemo } from 'react';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import { useUnits } from '../../call/connection/use-units.ts';
import type { Unit } from './plots.ts';

/** Writes a value with its unit; what isn't known is a dash. */
export function useValues(): (unit: Unit, value: number | null) => string {
  const t = useWords('admin');
  const units = useUnits();
  const format = useFormat();
  return useMemo(
    () => (unit, value) => {
      if (value === null) return '–';
      switch (unit) {
        case 'number':
          return format.number(Math.round(value));
        case 'rate':
          return units.rate(value);
        case 'share':
          return units.share(value);
        case 'milliseconds':
          return units.milliseconds(value);
        case 'load':
          return units.share(Math.round(value * 100) / 100);
        case 'bytes':
          return value >= 1e9
            ? t('unit.giga', { value: Math.round(value / 1e8) / 10 })
            : t('unit.mega', { value: Math.round(value / 1e6) });
        default:
          return unit satisfies never;
      }
    },
    [t, units, format],
  );
}
