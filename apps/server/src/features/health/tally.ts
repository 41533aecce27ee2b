/** Adds up what calls say of themselves until somebody takes it. It hears what `CallObserver` is told. */
import type { ErrorCode } from '@converge/protocol/errors';
import type { ParticipantId } from '@converge/protocol/ids';
import type { Arrival, QualityReport, Route } from '@converge/protocol/quality';
import {
  durationBounds,
  type HealthCount,
  type HealthSeries,
  healthCounts,
} from '@converge/protocol/rest/health';
import type { Client } from '../../platform/user-agent.ts';
import { type Counts, record, withoutEmpty } from './sample.ts';

/** Of the media of calls, whatever comes from the clients. */
export type CallSeries = Extract<
  HealthSeries,
  | 'joinsFine'
  | 'joinsFailed'
  | 'joinTime'
  | 'firstPicture'
  | 'rateUp'
  | 'rateDown'
  | 'lossUp'
  | 'lossDown'
  | 'jitter'
  | 'roundTrip'
  | 'reconnects'
  | 'directTime'
  | 'directRate'
  | 'directLoss'
  | 'directJitter'
  | 'directRoundTrip'
>;

/**
 * Who may not enter was rightly refused; that says nothing of how well the space does.
 */
const rightly: ReadonlySet<ErrorCode> = new Set([
  'forbidden',
  'removed',
  'room_not_found',
  'room_archived',
  'call_full',
]);

const MINUTE = 60_000;

/** Bits a second of one device; what goes directly never meets the server. */
interface Rate {
  readonly direct: boolean;
  readonly up: number;
  readonly down: number;
}

class Mean {
  #sum = 0;
  #count = 0;

  add(value: number | null): void {
    if (value === null) return;
    this.#sum += value;
    this.#count += 1;
  }

  get value(): number | null {
    return this.#count === 0 ? null : this.#sum / this.#count;
  }
}

const means = [
  'joinTime',
  'firstPicture',
  'lossUp',
  'lossDown',
  'jitter',
  'roundTrip',
  'directTime',
  'directLoss',
  'directJitter',
  'directRoundTrip',
] as const;

export class Tally {
  #means = freshMeans();
  /** The latest of each device. */
  #rates = new Map<ParticipantId, Rate>();
  #joins = { fine: 0, failed: 0 };
  #reconnects = 0;
  #counts = freshCounts();

  arrived({ admitted, firstPicture }: Arrival, client: Client, outcome: 'ok' | 'no_media'): void {
    this.#joins[outcome === 'ok' ? 'fine' : 'failed'] += 1;
    this.#count('outcomes', outcome);
    this.#count('browsers', client.browser);
    this.#count('systems', client.system);
    this.#count('devices', client.device);
    this.#means.joinTime.add(admitted);
    this.#means.firstPicture.add(firstPicture);
  }

  refused(code: ErrorCode): void {
    this.#count('outcomes', code);
    if (!rightly.has(code)) this.#joins.failed += 1;
  }

  measured(id: ParticipantId, { sent, received, roundTrip, route }: QualityReport): void {
    const direct = route?.to === 'person';
    this.#rates.set(id, { direct, up: sent.bitrate, down: received.bitrate });
    if (direct) {
      // What the one sends the other receives: each of the two tells of its own way down.
      this.#means.directLoss.add(received.loss);
      this.#means.directJitter.add(received.jitter);
      this.#means.directRoundTrip.add(roundTrip);
      return;
    }
    this.#means.lossUp.add(sent.loss);
    this.#means.lossDown.add(received.loss);
    this.#means.jitter.add(received.jitter);
    this.#means.roundTrip.add(roundTrip);
  }

  routed({ to, protocol, relay }: Route): void {
    this.#count('routes', relay === null ? `${to}.${protocol}` : `relay.${relay}`);
  }

  returned(): void {
    this.#reconnects += 1;
  }

  directCarries(what: 'media' | 'picture', after: number): void {
    if (what === 'media') this.#means.directTime.add(after);
  }

  directEnded({ outcome }: { readonly outcome: string }): void {
    this.#count('direct', outcome);
  }

  /** Calls that are over say little as a course of ten seconds each: they are counted by their length. */
  ended(duration: number): void {
    const bound = durationBounds.find((minutes) => duration < minutes * MINUTE);
    this.#count('durations', bound === undefined ? 'longer' : String(bound));
  }

  /** What came since it was taken before. */
  take(): { values: Record<CallSeries, number | null>; counts: Counts } {
    const rates = [...this.#rates.values()];
    const sum = (side: 'up' | 'down', direct = false) =>
      rates.reduce((all, rate) => all + (rate.direct === direct ? rate[side] : 0), 0);
    const mean = (name: (typeof means)[number]) => this.#means[name].value;
    const taken = {
      values: {
        joinsFine: this.#joins.fine,
        joinsFailed: this.#joins.failed,
        joinTime: mean('joinTime'),
        firstPicture: mean('firstPicture'),
        rateUp: sum('up'),
        rateDown: sum('down'),
        lossUp: mean('lossUp'),
        lossDown: mean('lossDown'),
        jitter: mean('jitter'),
        roundTrip: mean('roundTrip'),
        reconnects: this.#reconnects,
        directTime: mean('directTime'),
        directRate: sum('up', true),
        directLoss: mean('directLoss'),
        directJitter: mean('directJitter'),
        directRoundTrip: mean('directRoundTrip'),
      },
      counts: withoutEmpty(this.#counts),
    };
    this.#means = freshMeans();
    this.#rates = new Map();
    this.#joins = { fine: 0, failed: 0 };
    this.#reconnects = 0;
    this.#counts = freshCounts();
    return taken;
  }

  #count(kind: HealthCount, name: string): void {
    const of = this.#counts[kind];
    of.set(name, (of.get(name) ?? 0) + 1);
  }
}

const freshMeans = () => record(means, () => new Mean());
const freshCounts = () => record(healthCounts, () => new Map<string, number>());
