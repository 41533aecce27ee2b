/**
 * Remembers how the space did over the last hour and the last day: a sample every
 * ten seconds and one every minute, in memory and bounded (docs/adr/0042).
 */
import type { HealthAnswer, HealthSeries, HealthSpan } from '@converge/protocol/rest/health';
import { healthCounts, healthSeries } from '@converge/protocol/rest/health';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { Ring } from './ring.ts';
import { coarser, fold, type PackedSample, pack, record, sumCounts, unpack } from './sample.ts';
import { type CallSeries, Tally } from './tally.ts';

export const stepMs = 10_000;
const stepsPerMinute = 6;
const hour = { steps: 360, stepMs } as const;
/** A day of minutes is shown in steps of four, as many as an hour has. */
const day = { minutes: 1_440, step: 4 } as const;

/** What the machine says of itself. */
export type MachineSeries = Exclude<HealthSeries, CallSeries>;

export interface Gauges {
  readonly values: Readonly<Record<MachineSeries, number | null>>;
  readonly storage: HealthAnswer['storage'];
}

export interface HealthOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Looks at everything once; called once a step. */
  readonly read: () => Promise<Gauges>;
}

export interface Health {
  /** Tell it of calls; it has the methods of a `CallObserver`. */
  readonly tally: Tally;
  /** Begins to look, every ten seconds. */
  start(): void;
  close(): void;
  /** Looks now. */
  sample(): Promise<void>;
  look(span: HealthSpan): HealthAnswer;
}

export function createHealth({ clock, log, read }: HealthOptions): Health {
  const tally = new Tally();
  const startedAt = clock.now();
  const steps = new Ring<PackedSample>(hour.steps);
  const minutes = new Ring<PackedSample>(day.minutes);
  let storage: HealthAnswer['storage'] = null;
  let taken = 0;
  let timer: NodeJS.Timeout | undefined;

  async function sample(): Promise<void> {
    const gauges = await read();
    const { values, counts } = tally.take();
    storage = gauges.storage;
    steps.push(pack({ at: clock.now(), values: { ...gauges.values, ...values }, counts }));
    taken += 1;
    if (taken % stepsPerMinute === 0)
      minutes.push(pack(fold(steps.last(stepsPerMinute).map(unpack))));
  }

  return {
    tally,
    start() {
      timer = setInterval(() => {
        sample().catch((error: unknown) => log.warn({ err: error }, 'health was not measured'));
      }, stepMs);
      timer.unref();
    },
    close: () => clearInterval(timer),
    sample,
    look(span) {
      const kept = (span === 'hour' ? steps : minutes).last().map(unpack);
      const samples = span === 'hour' ? kept : coarser(kept, day.step);
      const counts = sumCounts(samples);
      return {
        at: samples.at(-1)?.at ?? null,
        startedAt,
        stepMs: span === 'hour' ? stepMs : stepMs * stepsPerMinute * day.step,
        series: record(healthSeries, (name) => samples.map(({ values }) => short(values[name]))),
        counts: record(healthCounts, (kind) =>
          [...counts[kind]]
            .map(([name, count]) => ({ name, count }))
            .sort((a, b) => b.count - a.count),
        ),
        storage,
      };
    },
  };
}

/** Three places say enough and travel lightly. */
const short = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 1_000) / 1_000;
