import { toFault } from '../../data/failure.ts';
import { Button } from '../../design/button.tsx';
import { ErrorState } from '../../design/states.tsx';
import { useErrorWords } from '../../i18n/errors.ts';
import { useWords } from '../../i18n/words.ts';
import { faultDetails } from './fault-details.ts';

/** Stands where the content would, when it couldn't be had: what happened, and once more. */
export function QueryFault({
  error,
  onRetry,
  heading = 'h2',
}: {
  error: unknown;
  onRetry(): void;
  heading?: 'h1' | 'h2';
}) {
  const t = useWords('common');
  const e = useWords('errors');
  const fault = toFault(error);
  const words = useErrorWords()(fault.code);
  return (
    <ErrorState
      {...words}
      heading={heading}
      action={<Button onClick={onRetry}>{t('retry')}</Button>}
      details={{ label: t('details'), text: faultDetails(e, fault) }}
    />
  );
}
