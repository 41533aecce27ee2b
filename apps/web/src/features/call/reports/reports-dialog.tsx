import { qualityLevels, type Route } from '@converge/protocol/quality';
import type { CallReport, CallReportPerson } from '@converge/protocol/rest/calls';
import type { Room } from '@converge/protocol/rest/rooms';
import { useCallReports } from '../../../data/call-reports.ts';
import { Dialog } from '../../../design/dialog.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { type Translate, useWords } from '../../../i18n/words.ts';
import { QueryFault } from '../../faults/query-fault.tsx';
import { type Units, useUnits } from '../connection/use-units.ts';

/** The room's calls that are over: who was inside, and how well they were connected. */
export default function ReportsDialog({
  room,
  onClose,
}: {
  room: Pick<Room, 'id'>;
  onClose(): void;
}) {
  const t = useWords('connection');
  const common = useWords('common');
  const reports = useCallReports(room.id);
  return (
    <Dialog open onClose={onClose} title={t('reports.title')} closeLabel={common('close')}>
      {reports.data ? (
        <Reports reports={reports.data} />
      ) : reports.isError ? (
        <QueryFault error={reports.error} onRetry={() => void reports.refetch()} />
      ) : (
        <Skeleton className="h-20" />
      )}
    </Dialog>
  );
}

function Reports({ reports }: { reports: readonly CallReport[] }) {
  const t = useWords('connection');
  const [latest] = reports;
  if (!latest) return <p className="text-14 text-muted">{t('reports.none')}</p>;
  return (
    <div className="flex flex-col divide-y divide-line">
      {reports.map((report) => (
        <Report key={report.id} report={report} open={report === latest} />
      ))}
    </div>
  );
}

function Report({ report, open }: { report: CallReport; open: boolean }) {
  const t = useWords('connection');
  const format = useFormat();
  const units = useUnits();
  const { startedAt, endedAt, byServer, people } = report;
  return (
    <details open={open} className="py-1">
      <summary className="cursor-pointer rounded-control py-2 text-14 text-strong">
        <span className="font-semibold">{format.dateTime(startedAt)}</span>
        <span className="text-muted">
          {' · '}
          {units.duration(endedAt - startedAt)}
          {' · '}
          {t('reports.people', { count: people.length })}
        </span>
      </summary>
      {byServer && <p className="pb-2 text-13 text-muted">{t('reports.byServer')}</p>}
      <ul className="flex flex-col divide-y divide-line border-t border-line">
        {people.map((person) => (
          <Person
            key={`${person.arrivedAt} ${person.name}`}
            t={t}
            units={units}
            format={format}
            person={person}
          />
        ))}
      </ul>
    </details>
  );
}

function Person({
  t,
  units,
  format,
  person,
}: {
  t: Translate<'connection'>;
  units: Units;
  format: ReturnType<typeof useFormat>;
  person: CallReportPerson;
}) {
  const { name, arrivedAt, leftAt, reconnects, routes } = person;
  const facts = [
    reconnects > 0 ? t('reports.returns', { count: reconnects }) : null,
    ...routes.map((route) => routeWord(t, route)),
  ].filter((fact) => fact !== null);
  return (
    <li className="py-2 text-13">
      <span className="flex flex-wrap justify-between gap-x-3">
        <span className="min-w-0 truncate text-14 text-strong">{name}</span>
        <span className="text-muted tabular">
          {format.time(arrivedAt)} – {format.time(leftAt)}
        </span>
      </span>
      <span className="block text-normal">{levelWords(t, units, person)}</span>
      {facts.length > 0 && <span className="block text-12 text-muted">{facts.join(' · ')}</span>}
    </li>
  );
}

/** The levels there were, each with its time: "12 min good, 3 min weak". */
function levelWords(
  t: Translate<'connection'>,
  units: Units,
  { levels }: CallReportPerson,
): string {
  return qualityLevels
    .filter((level) => level === 'good' || levels[level] >= 1_000)
    .map((level) => t(`reports.${level}`, { duration: units.duration(levels[level]) }))
    .join(', ');
}

function routeWord(t: Translate<'connection'>, { to, protocol, relay }: Route): string {
  const way = relay === null ? protocol.toUpperCase() : t(`relay.${relay}`);
  return `${t(`to.${to}`)} (${way})`;
}
