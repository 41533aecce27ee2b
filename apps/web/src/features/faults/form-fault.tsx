import { CircleAlert } from 'lucide-react';
import type { Fault } from '../../data/failure.ts';
import { Notice } from '../../design/states.tsx';
import { useErrorWords } from '../../i18n/errors.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';

/**
 * Why a form wasn't taken, where it belongs to no field; read out as it appears.
 * `help`: what to do, where it isn't what helps elsewhere.
 */
export function FormFault({ fault, help }: { fault: Fault | null; help?: string | undefined }) {
  const t = useWords('errors');
  const format = useFormat();
  const words = useErrorWords();
  if (!fault) return null;
  return (
    <div role="alert">
      <Notice tone="danger" icon={<CircleAlert aria-hidden="true" className="size-4" />}>
        <p className="font-semibold">{words(fault.code).title}</p>
        <p>
          {help ?? words(fault.code).help}
          {fault.retryAfterMs !== undefined &&
            ` ${t('waitFor', { when: format.relative(Date.now() + fault.retryAfterMs) })}`}
        </p>
      </Notice>
    </div>
  );
}
