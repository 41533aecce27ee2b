import { useWords } from './words.ts';

type FieldFault = 'required' | 'too_short' | 'too_long' | 'invalid' | 'taken';

/** How long a text may be, so that the words can say it. */
interface Lengths {
  readonly min?: number;
  readonly max?: number;
}

/** From the fault of a field to its words; undefined where nothing is wrong. */
export function useFieldWords(): (
  fault: FieldFault | undefined,
  lengths?: Lengths,
) => string | undefined {
  const t = useWords('errors');
  return (fault, { min, max } = {}) => {
    if (!fault) return undefined;
    if (fault === 'too_short' && min) return t('field.too_short_by', { count: min });
    if (fault === 'too_long' && max) return t('field.too_long_by', { count: max });
    return t(`field.${fault}`);
  };
}
