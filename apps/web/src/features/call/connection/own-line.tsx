import type { CallMeasure } from '@converge/client/call/types';
import type { Value } from '@converge/client/state/value';
import { useValue } from '../../../data/use-value.ts';
import { PlotCard } from '../../../design/plot-card.tsx';
import { useWords } from '../../../i18n/words.ts';
import type { PersonModel } from '../model/people.ts';
import { type Plot, type PlotKind, plotsOf } from './model.ts';
import { routeWords } from './route-words.ts';
import { Sign } from './sign.tsx';
import { StreamTable } from './stream-table.tsx';
import { type Units, useUnits } from './use-units.ts';

/** A minute; a plot that is longer is drawn closer. */
const PLACES_MIN = 30;

/** One's own line: how good, by which way, how it went, and what flows. */
export function OwnLine({
  people,
  measures,
}: {
  people: readonly PersonModel[];
  measures: Value<readonly CallMeasure[]>;
}) {
  const t = useWords('connection');
  const units = useUnits();
  const all = useValue(measures);
  const me = people.find(({ self }) => self);
  const latest = all.at(-1);
  return (
    <div className="flex flex-col gap-5 p-4">
      {me && <Sign line={me.line} own />}
      {latest ? (
        <>
          <dl className="flex items-baseline justify-between gap-3 text-13">
            <dt className="text-muted">{t('route')}</dt>
            <dd className="text-right text-strong">
              {latest.route ? routeWords(t, latest.route) : t('route.none')}
            </dd>
          </dl>
          <dl className="grid grid-cols-2 gap-3">
            {plotsOf(all).map((plot) => (
              <PlotCard
                key={plot.kind}
                name={t(`plot.${plot.kind}`)}
                value={written(units, plot)}
                values={plot.values}
                least={least[plot.kind]}
                places={Math.max(PLACES_MIN, plot.values.length)}
              />
            ))}
          </dl>
          <StreamTable direction="sent" people={people} streams={latest.streams} />
          <StreamTable direction="received" people={people} streams={latest.streams} />
        </>
      ) : (
        <p className="text-13 text-muted">{t('measuring')}</p>
      )}
    </div>
  );
}

/** Below these a plot stays flat: a course nobody would notice. */
const least: Readonly<Record<PlotKind, number>> = {
  sentBitrate: 500_000,
  receivedBitrate: 500_000,
  sentLoss: 0.05,
  receivedLoss: 0.05,
  roundTrip: 200,
  jitter: 50,
};

function written(units: Units, { kind, latest }: Plot): string {
  switch (kind) {
    case 'sentBitrate':
    case 'receivedBitrate':
      return units.rate(latest);
    case 'sentLoss':
    case 'receivedLoss':
      return units.share(latest);
    case 'roundTrip':
    case 'jitter':
      return units.milliseconds(latest);
    default:
      return kind satisfies never;
  }
}
