import { attendanceUrl } from '@converge/client/rest/room-records';
import { minutesPresent } from '@converge/protocol/attendance';
import type { CallId } from '@converge/protocol/ids';
import { qualityLevels, type Route } from '@converge/protocol/quality';
import type { CallReportPerson, PastCall } from '@converge/protocol/rest/calls';
import type { Room } from '@converge/protocol/rest/rooms';
import { Download } from 'lucide-react';
import { useCallReports } from '../../../data/call-reports.ts';
import { Button, buttonClass } from '../../../design/button.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { type Translate, useLanguage, useWords } from '../../../i18n/words.ts';
import { QueryFault } from '../../faults/query-fault.tsx';
import { type Units, useUnits } from '../connection/use-units.ts';
import { CourseStrip } from './course-strip.tsx';

/** The room's calls that are over: who came and went, who didn't come, and how well they were connected. */
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
  const several = (reports.data?.length ?? 0) > 1;
  return (
    <Dialog
      open
      width="wide"
      onClose={onClose}
      title={t('reports.title')}
      closeLabel={common('close')}
      footer={several && <SaveLink room={room} label={t('attendance.saveAll')} />}
    >
      {reports.data ? (
        <>
          <Reports room={room} reports={reports.data} />
          {reports.hasNextPage && (
            <Button
              size="small"
              className="mt-2"
              busy={reports.isFetchingNextPage}
              onClick={() => void reports.fetchNextPage()}
            >
              {t('reports.more')}
            </Button>
          )}
        </>
      ) : reports.isError ? (
        <QueryFault error={reports.error} onRetry={() => void reports.refetch()} />
      ) : (
        <Skeleton className="h-20" />
      )}
    </Dialog>
  );
}

function Reports({ room, reports }: { room: Pick<Room, 'id'>; reports: readonly PastCall[] }) {
  const t = useWords('connection');
  const [latest] = reports;
  if (!latest) return <p className="text-14 text-muted">{t('reports.none')}</p>;
  return (
    <div className="flex flex-col divide-y divide-line">
      {reports.map((report) => (
        <Report key={report.id} room={room} report={report} open={report === latest} />
      ))}
    </div>
  );
}

/** Fetches the file from the server: of one call, or of all. */
function SaveLink({ room, call, label }: { room: Pick<Room, 'id'>; call?: CallId; label: string }) {
  const language = useLanguage();
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const query = { language, timeZone, ...(call === undefined ? {} : { call }) };
  return (
    <a download href={attendanceUrl(room.id, query)} className={buttonClass('quiet', 'small')}>
      <Download aria-hidden="true" className="size-4" />
      {label}
    </a>
  );
}

function Report({
  room,
  report,
  open,
}: {
  room: Pick<Room, 'id'>;
  report: PastCall;
  open: boolean;
}) {
  const t = useWords('connection');
  const format = useFormat();
  const units = useUnits();
  const { startedAt, endedAt, byServer, people, absent, moreAbsent } = report;
  // Rounded as each one's time is, so that nobody was there for longer than the call went on.
  const minutes = minutesPresent([{ from: startedAt, to: endedAt }]);
  const names = people.map(({ name }) => name);
  return (
    <details open={open} className="py-1">
      <summary className="cursor-pointer rounded-control py-2 text-14 text-strong">
        <span className="font-semibold">{format.dateTime(startedAt)}</span>
        <span className="text-muted">
          {' · '}
          {units.duration(minutes * 60_000)}
          {' · '}
          <span className="whitespace-nowrap">{t('reports.people', { count: people.length })}</span>
        </span>
      </summary>
      {byServer && <p className="pb-2 text-13 text-muted">{t('reports.byServer')}</p>}
      <ul className="flex flex-col divide-y divide-line border-t border-line">
        {people.map((person) => (
          <Person
            key={`${person.arrivedAt} ${person.id ?? person.name}`}
            t={t}
            units={units}
            format={format}
            person={person}
            startedAt={startedAt}
            alike={names.indexOf(person.name) !== names.lastIndexOf(person.name)}
          />
        ))}
      </ul>
      {absent.length > 0 && (
        <p className="border-t border-line py-2 text-13 text-muted">
          <span className="font-semibold text-normal">{t('attendance.absent')}</span>{' '}
          {absent.map(({ name }) => name).join(', ')}
          {moreAbsent > 0 && ` ${t('attendance.moreAbsent', { count: moreAbsent })}`}
        </p>
      )}
      <div className="flex justify-end pt-1 pb-3">
        <SaveLink room={room} call={report.id} label={t('attendance.save')} />
      </div>
    </details>
  );
}

function Person({
  t,
  units,
  format,
  person,
  startedAt,
  alike,
}: {
  t: Translate<'connection'>;
  units: Units;
  format: ReturnType<typeof useFormat>;
  person: CallReportPerson;
  /** When the call began. */
  startedAt: number;
  /** There is somebody of the same name. */
  alike: boolean;
}) {
  const { id, name, kind, arrivedAt, leftAt, stays, course, reconnects, routes } = person;
  const guest = kind === 'guest' && t('attendance.guest');
  const tag = [guest, alike && id?.slice(-8)].filter(Boolean).join(' ');
  const span = (from: number, to: number) => `${format.time(from)} – ${format.time(to)}`;
  const facts = [
    reconnects > 0 ? t('reports.returns', { count: reconnects }) : null,
    ...routes.map((route) => routeWord(t, route)),
  ].filter((fact) => fact !== null);
  return (
    <li className="py-2 text-13">
      <span className="flex flex-wrap justify-between gap-x-3">
        <span className="flex min-w-0 items-baseline gap-2">
          <span className="min-w-0 truncate text-14 text-strong" title={name}>
            {name}
          </span>
          {tag && <span className="shrink-0 text-12 text-muted">{tag}</span>}
        </span>
        <span className="text-muted tabular">
          {span(arrivedAt, leftAt)}
          {' · '}
          <span className="text-normal">
            {t('attendance.present', { minutes: minutesPresent(stays) })}
          </span>
        </span>
      </span>
      {stays.length > 1 && (
        <span className="block text-normal tabular">
          {t('attendance.stays', { times: stays.map(({ from, to }) => span(from, to)).join(', ') })}
        </span>
      )}
      {course && <CourseStrip course={course} startedAt={startedAt} />}
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
