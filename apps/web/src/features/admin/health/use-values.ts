import { useMemo } from 'react';
import { useFormat } from '../../../i18n/format.ts';
import { useUnits } from '../../call/connection/use-units.ts';
import type { Unit } from './plots.ts';

/** Writes a value with its unit; what isn't known is a dash. */
export function useValues(): (unit: Unit, value: number | null) => string {
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
          return format.bytes(value);
        default:
          return unit satisfies never;
      }
    },
    [units, format],
  );
}
