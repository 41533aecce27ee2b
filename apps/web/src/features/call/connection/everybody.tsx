import type { CallStatistics } from '@converge/protocol/realtime/call';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import type { PersonModel } from '../model/people.ts';
import { LineIcon } from '../tile/line-icon.tsx';
import { lineWhy, lineWord } from '../tile/line-words.ts';
import { useStatistics } from './use-statistics.ts';
import { useUnits } from './use-units.ts';

type Numbers = CallStatistics['participants'][number];

/** The lines of all inside, for who leads the room; the worst first. */
export function Everybody({
  people,
  startedAt,
  statistics,
}: {
  people: readonly PersonModel[];
  startedAt: number;
  statistics: () => Promise<CallStatistics>;
}) {
  const t = useWords('connection');
  const units = useUnits();
  const answer = useStatistics(statistics);
  const numbers = new Map(answer?.participants.map((one) => [one.participantId, one]));
  return (
    <div className="flex flex-col gap-3 p-4">
      <p className="text-13 text-muted">
        {t('duration', { duration: units.duration(Date.now() - startedAt) })}
      </p>
      <table className="w-full text-13 tabular">
        <caption className="sr-only">{t('all.caption')}</caption>
        <thead className="text-left text-12 text-muted">
          <tr>
            <th scope="col" className="py-1 pr-2 font-normal">
              {t('column.person')}
            </th>
            <th scope="col" className="px-2 py-1 font-normal">
              {t('column.rate')}
            </th>
            <th scope="col" className="px-2 py-1 text-right font-normal">
              {t('column.roundTrip')}
            </th>
            <th scope="col" className="py-1 pl-2 text-right font-normal">
              {t('column.loss')}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-t border-line align-top">
          {worstFirst(people).map((person) => (
            <Row
              key={person.participantId}
              person={person}
              numbers={numbers.get(person.participantId)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ person, numbers }: { person: PersonModel; numbers: Numbers | undefined }) {
  const t = useWords('connection');
  const call = useWords('call');
  const format = useFormat();
  const units = useUnits();
  const report = numbers?.latest?.report;
  const why = lineWhy(call, person.line, person.self);
  const sent = (
    <ArrowUp aria-hidden="true" className="inline size-3.5 align-[-0.15em] text-muted" />
  );
  const received = (
    <ArrowDown aria-hidden="true" className="inline size-3.5 align-[-0.15em] text-muted" />
  );
  return (
    <tr>
      <th scope="row" className="py-2 pr-2 text-left font-normal">
        <span className="block break-words text-strong">{person.name}</span>
        <span className="flex items-center gap-1.5 text-12" title={why ?? undefined}>
          <LineIcon line={person.line} className="size-3.5 shrink-0" />
          {lineWord(call, person.line)}
        </span>
        {numbers && (
          <span className="block text-12 text-muted">
            {t('since', { time: format.time(numbers.since) })}
          </span>
        )}
      </th>
      <td className="px-2 py-2 whitespace-nowrap">
        <span className="block">
          {sent} <span className="sr-only">{t('sent')}</span>{' '}
          {units.rate(report?.sent.bitrate ?? null)}
        </span>
        <span className="block">
          {received} <span className="sr-only">{t('received')}</span>{' '}
          {units.rate(report?.received.bitrate ?? null)}
        </span>
      </td>
      <td className="px-2 py-2 text-right whitespace-nowrap">
        {units.milliseconds(report?.roundTrip ?? null)}
      </td>
      <td className="py-2 pl-2 text-right whitespace-nowrap">
        <span className="block">
          <span className="sr-only">{t('sent')}</span> {units.share(report?.sent.loss ?? null)}
        </span>
        <span className="block">
          <span className="sr-only">{t('received')}</span>{' '}
          {units.share(report?.received.loss ?? null)}
        </span>
      </td>
    </tr>
  );
}

const order = { lost: 0, poor: 1, fair: 2, good: 3 } as const;

const worstFirst = (people: readonly PersonModel[]): PersonModel[] =>
  [...people].sort((a, b) => order[a.line.level] - order[b.line.level]);
