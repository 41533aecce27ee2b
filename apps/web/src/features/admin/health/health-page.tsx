import { type HealthAnswer, type HealthSpan, healthCounts } from '@converge/protocol/rest/health';
import { type ReactNode, useState } from 'react';
import { useHealth } from '../../../data/health.ts';
import { PlotCard } from '../../../design/plot-card.tsx';
import { Segmented } from '../../../design/segmented.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import { QueryFault } from '../../faults/query-fault.tsx';
import { AdminPage } from '../frame/admin-page.tsx';
import { CountList } from './count-list.tsx';
import { LiveNow } from './live-now.tsx';
import { courseOf, groups, joinedShare, type PlotKind } from './plots.ts';
import { StatusList } from './status-list.tsx';
import { useValues } from './use-values.ts';

const spans = ['hour', 'day'] as const satisfies readonly HealthSpan[];

/** How the space does: what is live, and the course of what is measured (METRIC-4, METRIC-5). */
export function HealthPage() {
  const t = useWords('admin');
  const [span, setSpan] = useState<HealthSpan>('hour');
  return (
    <AdminPage
      area="health"
      actions={
        <Segmented
          label={t('span')}
          value={span}
          segments={spans.map((value) => ({ value, label: t(`span.${value}`) }))}
          onChange={(value: HealthSpan) => setSpan(value)}
        />
      }
    >
      <div className="flex flex-col gap-8">
        <StatusList />
        <Health span={span} />
      </div>
    </AdminPage>
  );
}

function Health({ span }: { span: HealthSpan }) {
  const t = useWords('admin');
  const format = useFormat();
  const health = useHealth(span);
  if (health.isError && !health.data) {
    return <QueryFault error={health.error} onRetry={() => void health.refetch()} />;
  }
  if (!health.data) return <Waiting />;
  const { data } = health;
  return (
    <div className="flex flex-col gap-8">
      <p className="-mb-4 text-13 text-muted">
        {data.at === null
          ? t('health.nothing')
          : t('health.since', { when: format.dateTime(data.startedAt) })}
      </p>
      <Group data={data} plots={groups.now} name="now">
        <LiveNow />
      </Group>
      <Group data={data} plots={groups.ways} name="ways" note={<Joined data={data} />} />
      <Group data={data} plots={groups.lines} name="lines" />
      <Group data={data} plots={groups.direct} name="direct" />
      <Group data={data} plots={groups.machine} name="machine" />
      <section className="flex flex-col gap-3">
        <h2 className="text-16">{t('group.counts')}</h2>
        <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          {healthCounts.map((kind) => (
            <CountList key={kind} kind={kind} counted={data.counts[kind]} />
          ))}
        </div>
      </section>
    </div>
  );
}

function Group({
  data,
  plots,
  name,
  note,
  children,
}: {
  data: HealthAnswer;
  plots: readonly PlotKind[];
  name: keyof typeof groups;
  note?: ReactNode;
  children?: ReactNode;
}) {
  const t = useWords('admin');
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-16">{t(`group.${name}`)}</h2>
        {note}
      </div>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-4">
        {plots.map((plot) => (
          <Plot key={plot.series} data={data} plot={plot} />
        ))}
      </dl>
      {children}
    </section>
  );
}

/** A plot that is longer is drawn closer; a tenth of it is enough to begin with. */
const PLACES_MIN = 36;

function Plot({ data, plot }: { data: HealthAnswer; plot: PlotKind }) {
  const t = useWords('admin');
  const written = useValues();
  const { series, unit, least, note } = plot;
  const { values, latest, peak, sum } = courseOf(data, series);
  const notes = {
    peak: t('note.peak', { value: written(unit, peak) }),
    sum: t('note.sum'),
    total: data.storage ? t('note.total', { value: written(unit, data.storage.total) }) : undefined,
  };
  return (
    <PlotCard
      name={t(`series.${series}`)}
      // What is counted is read as a whole; its latest ten seconds say nothing.
      value={written(unit, note === 'sum' ? sum : latest)}
      // A place is kept, so that all numbers stand in one line.
      note={(peak === null ? undefined : notes[note]) ?? '\u00a0'}
      values={values}
      least={least}
      places={Math.max(PLACES_MIN, values.length)}
      tall
    />
  );
}

function Joined({ data }: { data: HealthAnswer }) {
  const t = useWords('admin');
  const written = useValues();
  const share = joinedShare(data);
  if (share === null) return null;
  return (
    <p className="text-13 text-muted">{t('health.joined', { share: written('share', share) })}</p>
  );
}

function Waiting() {
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-4">
      {Array.from({ length: 8 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: nothing but places
        <Skeleton key={index} className="h-28 rounded-card" />
      ))}
    </div>
  );
}
