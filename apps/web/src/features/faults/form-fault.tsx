import { CircleAlert } from 'lucide-react';
import type { Fault } from '../../data/failure.ts';
import { Notice } from '../../design/states.tsx';
import { useErrorWords } from '../../i18n/errors.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';

/** Why a form wasn't taken, where it belongs to no field; read out as it appears. */
export function FormFault({ fault }: { fault: Fault | null }) {
  const t = useWords('errors');
  const format = useFormat();
  const words = useErrorWords();
  if (!fault) return null;
  return (
    <div role="alert">
      <Notice tone="danger" icon={<CircleAlert aria-hidden="true" className="size-4" />}>
        <p className="font-semibold">{words(fault.code).title}</p>
        <p>
          {words(fault.code).help}
          {fault.retryAfterMs !== undefined &&
            ` ${t('waitFor', { when: format.relative(Date.now() + fault.retryAfterMs) })}`}
        </p>
      </Notice>
    </div>
  );
}
