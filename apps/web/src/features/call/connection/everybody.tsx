import type { CallStatistics } from '@converge/protocol/realtime/call';
import { ArrowDown, ArrowUp, type LucideIcon, Table2 } from 'lucide-react';
import { Suspense, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { lazyPart } from '../../../design/lazy-part.ts';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import type { PersonModel } from '../model/people.ts';
import { LineIcon } from '../tile/line-icon.tsx';
import { lineWhy, lineWord } from '../tile/line-words.ts';
import { routeWords } from './route-words.ts';
import { useStatistics } from './use-statistics.ts';
import { useUnits } from './use-units.ts';

const MonitoringDialog = lazyPart(() => import('../monitoring/monitoring-dialog.tsx'));

type Numbers = CallStatistics['participants'][number];

/** The lines of all inside, for who leads the room; the worst first. */
export function Everybody({
  people,
  startedAt,
  room,
  statistics,
}: {
  people: readonly PersonModel[];
  startedAt: number;
  /** How the room is called. */
  room: string;
  statistics: () => Promise<CallStatistics>;
}) {
  const t = useWords('connection');
  const units = useUnits();
  const [monitoring, setMonitoring] = useState(false);
  const answer = useStatistics(statistics);
  const numbers = new Map(answer?.participants.map((one) => [one.participantId, one]));
  return (
    <div className="flex flex-col gap-3 p-4">
      <p className="text-13 text-muted">
        {t('duration', { duration: units.duration(Date.now() - startedAt) })}
      </p>
      <Button
        size="small"
        className="self-start"
        icon={<Table2 aria-hidden="true" className="size-4" />}
        onClick={() => setMonitoring(true)}
      >
        {t('monitoring')}
      </Button>
      <table className="w-full text-13 tabular">
        <caption className="sr-only">{t('all.caption')}</caption>
        <thead className="text-12 text-muted">
          <tr>
            {(['sends', 'receives', 'roundTrip', 'loss'] as const).map((column) => (
              <th
                key={column}
                scope="col"
                className="py-1 pl-2 text-right font-regular first:pl-0 first:text-left"
              >
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        {worstFirst(people).map((person) => (
          <Person
            key={person.participantId}
            person={person}
            numbers={numbers.get(person.participantId)}
          />
        ))}
      </table>
      {monitoring && (
        <Suspense>
          <MonitoringDialog
            people={people}
            room={room}
            statistics={statistics}
            onClose={() => setMonitoring(false)}
          />
        </Suspense>
      )}
    </div>
  );
}

/** Two rows: who, how good, for how long and by which way; and below it the numbers. */
function Person({ person, numbers }: { person: PersonModel; numbers: Numbers | undefined }) {
  const t = useWords('connection');
  const call = useWords('call');
  const format = useFormat();
  const units = useUnits();
  const report = numbers?.latest?.report;
  const why = lineWhy(call, person.line, person.self);
  const route = report?.route;
  const facts = [
    numbers && t('inside', { duration: units.duration(Date.now() - numbers.joinedAt) }),
    route && routeWords(t, route),
  ].filter(Boolean);
  const cell = 'pb-2 align-top whitespace-nowrap';
  const right = `${cell} pl-2 text-right`;
  return (
    <tbody className="border-t border-line">
      <tr>
        <th scope="rowgroup" colSpan={4} className="pt-2 pb-1 text-left font-regular">
          <span className="flex items-center gap-2">
            <span className="min-w-0 grow truncate text-14 text-strong" title={person.name}>
              {person.name}
            </span>
            <span className="flex shrink-0 items-center gap-1.5 text-12">
              <LineIcon line={person.line} className="size-3.5 shrink-0" />
              {lineWord(call, person.line)}
              {numbers && (
                <span className="text-muted">
                  {t('since', { time: format.time(numbers.since) })}
                </span>
              )}
            </span>
          </span>
          {why !== null && <span className="block text-12 text-muted">{why}</span>}
          {facts.length > 0 && (
            <span className="block text-12 text-muted">{facts.join(' · ')}</span>
          )}
        </th>
      </tr>
      <tr>
        <td className={cell}>{units.rate(report?.sent.bitrate ?? null)}</td>
        <td className={right}>{units.rate(report?.received.bitrate ?? null)}</td>
        <td className={right}>{units.milliseconds(report?.roundTrip ?? null)}</td>
        <td className={right}>
          <Loss way={t('sent')} icon={ArrowUp} share={units.share(report?.sent.loss ?? null)} />
          <Loss
            way={t('received')}
            icon={ArrowDown}
            share={units.share(report?.received.loss ?? null)}
          />
        </td>
      </tr>
    </tbody>
  );
}

const Loss = ({ way, icon: Icon, share }: { way: string; icon: LucideIcon; share: string }) => (
  <span className="flex items-center justify-end gap-1" title={way}>
    <Icon aria-hidden="true" className="size-3.5 text-muted" />
    <span className="sr-only">{way}</span>
    {share}
  </span>
);

const order = { lost: 0, poor: 1, fair: 2, good: 3 } as const;

const worstFirst = (people: readonly PersonModel[]): PersonModel[] =>
  [...people].sort((a, b) => order[a.line.level] - order[b.line.level]);
