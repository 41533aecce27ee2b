/**
 * Watches how the media of a call does: one timer while there are transports,
 * none otherwise. What it finds is kept for a few minutes, shown to whoever
 * looks, and told to the server.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { ParticipantId, RoomId } from '@converge/protocol/ids';
import type { QualityReport, Route } from '@converge/protocol/quality';
import { callQuality } from '@converge/protocol/realtime/call';
import type { SentSource } from '@converge/protocol/realtime/media';
import type { Connection } from '../../realtime/connection.ts';
import type { Clock } from '../../state/clock.ts';
import type { Log } from '../../state/log.ts';
import type { Scope } from '../../state/scope.ts';
import { createValue, type Value } from '../../state/value.ts';
import type { ArrivalWatch } from '../arrival.ts';
import type { CallMeasure, MediaLine } from '../types.ts';
import { measure } from './measure.ts';
import { createPictureLog } from './picture-log.ts';
import { type Sample, type Stats, sampleOf } from './sample.ts';

/** What can be asked for its counters: a transport. */
export interface Counting {
  getStats(): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>>;
}

/** Whose a track is; null as participant: it is sent from here. */
export interface Ownership {
  readonly participantId: ParticipantId | null;
  readonly source: SentSource;
}

export interface QualityMonitor {
  /** The last few minutes, the latest last. */
  readonly history: Value<readonly CallMeasure[]>;
  /** Measures these until the scope closes. */
  watch(of: {
    /** The sending one first. */
    readonly transports: readonly Counting[];
    /** A connection to the other person, while media comes by it. */
    readonly direct: Value<Counting | null>;
    readonly line: Value<MediaLine>;
    readonly scope: Scope;
  }): void;
  /** The call is over: what was measured in it is forgotten. */
  clear(): void;
}

export interface QualityMonitorOptions {
  readonly connection: Connection;
  readonly roomId: RoomId;
  readonly clock: Clock;
  readonly log: Log;
  /** The own picture is held back, since the line carries none. */
  readonly held: Value<boolean>;
  /** How one came in; it travels with a report. */
  readonly arrival: ArrivalWatch;
  readonly whose: (trackId: string) => Ownership | null;
  /** Whether what comes from somebody is lost on their own line already (SPEC QUAL-8). */
  readonly blamed: (participantId: ParticipantId) => boolean;
}

const MEASURE_MS = 2_000;
/**
 * Each measure looks back over so many: the other side reports about sound only
 * every five seconds, and a shorter look would miss it.
 */
const LOOK_BACK = 3;
/** And so many where little flows: of a voice that pauses forty packets come in sixteen seconds. */
const LOOK_BACK_MAX = 10;
/** Every so many measures the server hears of it. */
const TELL_EVERY = 2;
/** Three minutes. */
const KEPT = 90;

export function createQualityMonitor(options: QualityMonitorOptions): QualityMonitor {
  const { connection, roomId, clock, log, held, arrival, whose, blamed } = options;
  const history = createValue<readonly CallMeasure[]>([]);
  let telling = false;

  return { history, watch, clear: () => history.set([]) };

  function watch({
    transports,
    direct,
    line,
    scope,
  }: Parameters<QualityMonitor['watch']>[0]): void {
    const samples: Sample[] = [];
    const notePictures = createPictureLog(log);
    let turns = 0;
    let stopTimer = () => {};
    let broken = false;

    scope.onClose(() => stopTimer());
    scope.onClose(
      line.subscribe(() => {
        const now = line.get() === 'broken';
        if (now === broken) return;
        broken = now;
        tell(broken);
      }),
    );
    wait();

    function wait(): void {
      stopTimer = clock.after(MEASURE_MS, () => {
        void turn().finally(() => {
          if (!scope.closed) wait();
        });
      });
    }

    async function turn(): Promise<void> {
      try {
        const person = direct.get();
        const [server, theirs] = await Promise.all([
          Promise.all(transports.map(statsOf)),
          person ? statsOf(person) : undefined,
        ]);
        if (scope.closed) return;
        samples.push(sampleOf(clock.now(), server, theirs));
        take(person ? 'person' : 'sfu');
      } catch (error) {
        // A transport that closes meanwhile, or a browser that doesn't want to count now.
        if (!scope.closed) log.debug('nothing was measured', { error });
      }
    }

    function take(to: Route['to']): void {
      if (samples.length > LOOK_BACK_MAX + 1) samples.shift();
      const earlier = samples.slice(0, -1 - LOOK_BACK);
      const [before, now] = [samples[earlier.length], samples.at(-1)];
      if (!before || !now || before === now) return;
      const one = measured(before, now, earlier, to);
      notePictures(one);
      keep(one);
      turns += 1;
      if (turns % TELL_EVERY === 0) tell(broken);
    }
  }

  function measured(
    before: Sample,
    now: Sample,
    earlier: readonly Sample[],
    to: Route['to'],
  ): CallMeasure {
    const foreign = now.streams.flatMap(({ trackId }) => {
      const from = trackId === null ? null : whose(trackId)?.participantId;
      return trackId !== null && from && blamed(from) ? [trackId] : [];
    });
    const { route, streams, ...rest } = measure(before, now, new Set(foreign), earlier);
    return {
      ...rest,
      route: route && { to, ...route },
      streams: streams.map(({ trackId, ...stream }) => ({
        ...stream,
        ...((trackId === null ? null : whose(trackId)) ?? { participantId: null, source: null }),
      })),
    };
  }

  function keep(one: CallMeasure): void {
    history.update((all) => [...all.slice(-(KEPT - 1)), one]);
  }

  /** The latest counts: what couldn't be told isn't told later. */
  function tell(broken: boolean): void {
    if (telling || connection.state.get().kind !== 'online') return;
    telling = true;
    const report = reportOf(history.get().at(-1), broken, held.get());
    const came = arrival.due();
    connection
      .request(callQuality, { roomId, report, ...(came ? { arrival: came } : {}) }, offline)
      .then(() => {
        if (came) arrival.told();
      })
      .catch((error: unknown) => {
        const code = error instanceof ConvergeError ? error.code : null;
        log.debug('the quality was not told', { code });
      })
      .finally(() => {
        telling = false;
      });
  }
}

const statsOf = async (counting: Counting): Promise<Stats> => (await counting.getStats()).values();

const offline = { offline: 'fail' } as const;

/**
 * What the server is told of a measure; undefined: nothing was measured yet.
 * `held`: no picture is sent since the line is too narrow, which no counter shows.
 */
export function reportOf(
  one: CallMeasure | undefined,
  broken: boolean,
  held = false,
): QualityReport {
  const nothing = { bitrate: 0, loss: null, jitter: null };
  return {
    // The rates are those of all; the losses are only what is this line's.
    sent: one ? rounded({ ...one.ownSent, bitrate: one.sent.bitrate }) : nothing,
    received: one ? rounded({ ...one.ownReceived, bitrate: one.received.bitrate }) : nothing,
    roundTrip: bounded(one?.roundTrip ?? null),
    limited: held ? 'narrow' : (one?.limited ?? null),
    broken,
    route: one?.route ?? null,
  };
}

const rounded = ({ bitrate, loss, jitter }: QualityReport['sent']): QualityReport['sent'] => ({
  bitrate: Math.min(1e9, Math.round(bitrate)),
  loss: loss === null ? null : Math.round(loss * 1_000) / 1_000,
  jitter: bounded(jitter),
});

/** A clock that was set, or a line that slept, may give any number; the server takes a minute at most. */
const bounded = (ms: number | null): number | null =>
  ms === null ? null : Math.min(60_000, Math.max(0, Math.round(ms)));
