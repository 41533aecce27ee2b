import type { HealthAnswer, HealthCount } from '@converge/protocol/rest/health';
import { useFormat } from '../../../i18n/format.ts';
import { type Translate, useWords } from '../../../i18n/words.ts';
import { fromShortest, lengthOf } from './durations.ts';

/** What was counted of one kind, the most frequent first; lengths from the shortest. */
export function CountList({
  kind,
  counted,
}: {
  kind: HealthCount;
  counted: HealthAnswer['counts'][HealthCount];
}) {
  const t = useWords('admin');
  const format = useFormat();
  const listed = kind === 'durations' ? fromShortest(counted) : counted;
  const all = counted.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="rounded-card border border-line bg-surface-1 p-4">
      <h3 className="mb-2 text-13 font-semibold text-strong">{t(`counts.${kind}`)}</h3>
      {all === 0 ? (
        <p className="text-13 text-muted">{nothing(t, kind)}</p>
      ) : (
        <ul className="flex flex-col gap-1.5 text-13">
          {listed.map(({ name, count }) => (
            <li key={name} className="relative flex justify-between gap-3 px-1.5 py-0.5">
              <span
                aria-hidden="true"
                className="absolute inset-y-0 left-0 rounded-control bg-accent-soft forced-colors:hidden"
                style={{ width: `${(count / all) * 100}%` }}
              />
              <span className="relative wrap-anywhere">{nameOf(t, kind, name)}</span>
              <span className="relative text-strong tabular">{format.number(count)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function nothing(t: Translate<'admin'>, kind: HealthCount): string {
  if (kind === 'direct') return t('counts.noDirect');
  return t(kind === 'durations' ? 'counts.noCalls' : 'counts.none');
}

/** Names of browsers are the same in every language; the rest are words of ours. */
function nameOf(t: Translate<'admin'>, kind: HealthCount, name: string): string {
  switch (kind) {
    case 'browsers':
    case 'systems':
      return name === 'other' ? t('name.other') : name;
    case 'devices':
      return t(name === 'phone' ? 'name.phone' : 'name.computer');
    case 'outcomes':
      if (name === 'ok') return t('name.ok');
      return name === 'no_media' ? t('name.noMedia') : t('name.refused', { code: name });
    case 'durations':
      return durationName(t, name);
    case 'routes':
      return routeName(t, name);
    case 'direct':
      return t(`name.${outcomeOf(name)}`);
    default:
      return kind satisfies never;
  }
}

const outcomes = ['carried', 'lost', 'failed', 'unused'] as const;

/** What an older page doesn't know yet wasn't of use for it. */
const outcomeOf = (name: string): (typeof outcomes)[number] =>
  outcomes.find((known) => known === name) ?? 'unused';

function routeName(t: Translate<'admin'>, name: string): string {
  const [to, way = ''] = name.split('.');
  const over = way.toUpperCase();
  if (to === 'relay') return t('name.relay', { over });
  return to === 'person' ? t('name.person', { over }) : t('name.sfu', { over });
}

function durationName(t: Translate<'admin'>, name: string): string {
  const { from, to } = lengthOf(name);
  if (to === null) return t('name.longer', { from });
  return from === 0 ? t('name.minute') : t('name.minutes', { from, to });
}
