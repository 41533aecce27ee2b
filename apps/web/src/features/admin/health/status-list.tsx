import { conditions, type Reading } from '@converge/protocol/rest/status';
import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import { useStatus } from '../../../data/health.ts';
import { cx } from '../../../design/cx.ts';
import { Skeleton } from '../../../design/skeleton.tsx';
import { useFormat } from '../../../i18n/format.ts';
import type { Key } from '../../../i18n/keys.ts';
import { useWords } from '../../../i18n/words.ts';
import { QueryFault } from '../../faults/query-fault.tsx';

const signs = { fine: CircleCheck, warning: CircleAlert, broken: CircleX } as const;
const tones = {
  fine: 'text-speaking-text',
  warning: 'text-warning-text',
  broken: 'text-danger-text',
} as const;

/** Each part that the space stands on, in a line; where it isn't right, with what to do (ADMIN-16). */
export function StatusList() {
  const t = useWords('admin');
  const status = useStatus();
  return (
    <section aria-label={t('group.status')} className="flex flex-col gap-3">
      <h2 className="text-16">{t('group.status')}</h2>
      {status.data ? (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface-1">
          {status.data.map((reading) => (
            <Line key={keyOf(reading)} reading={reading} />
          ))}
        </ul>
      ) : status.isError ? (
        <QueryFault error={status.error} onRetry={() => void status.refetch()} />
      ) : (
        <Skeleton className="h-80 rounded-card" />
      )}
    </section>
  );
}

function Line({ reading }: { reading: Reading }) {
  const t = useWords('admin');
  const { part, level, condition } = reading;
  const values = useValues(reading);
  const known = conditionKey(reading);
  const Sign = signs[level];
  return (
    <li className="grid grid-cols-[1.25rem_1fr] gap-x-3 px-4 py-2.5 sm:grid-cols-[1.25rem_10rem_1fr]">
      <span className={cx('pt-0.5', tones[level])}>
        <Sign aria-hidden="true" className="size-5" />
        <span className="sr-only">{t(`level.${level}`)}</span>
      </span>
      <span className="font-semibold text-strong">{t(`part.${part}`)}</span>
      <span className="min-w-0 wrap-anywhere text-normal max-sm:col-start-2">
        {known ? t(known, values) : condition}
        {known && level !== 'fine' && (
          <span className="block text-13 text-muted">
            {t(`${known}.do` as Key<'admin'>, values)}
          </span>
        )}
      </span>
    </li>
  );
}

/** Two relays may be found to be the same. */
const keyOf = ({ part, condition, values }: Reading): string =>
  [part, condition, values.url].join(' ');

/** Each condition that isn't fine has a second entry, `.do`: what to do (a test holds the catalogue to it). */
function conditionKey({ part, condition }: Reading): Key<'admin'> | null {
  const known = (conditions[part] as readonly string[]).includes(condition);
  return known ? (`status.${part}.${condition}` as Key<'admin'>) : null;
}

/** Bytes, moments and numbers as the reader writes them. */
function useValues({ values }: Reading): Record<string, string | number> {
  const format = useFormat();
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (typeof value === 'string') return [name, value];
      if (name === 'free') return [name, format.bytes(value)];
      if (name === 'until' || name === 'from') return [name, format.date(value)];
      if (name === 'startedAt') return [name, format.dateTime(value)];
      return [name, format.number(value)];
    }),
  );
}
