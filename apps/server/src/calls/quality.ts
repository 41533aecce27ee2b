/**
 * How well everybody in a call is connected. Clients report numbers; here they
 * are judged, kept (the latest of each), and what changed of the levels is told
 * to all, gathered so that a shaking network is one change and not fifty.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { ParticipantId } from '@converge/protocol/ids';
import { can } from '@converge/protocol/permissions';
import {
  goodQuality,
  judge,
  type Quality,
  type QualityReport,
  sameQuality,
  silence,
} from '@converge/protocol/quality';
import type { CallStatistics } from '@converge/protocol/realtime/call';
import type { Clock } from '../platform/clock.ts';
import type { Call } from './call.ts';
import type { Participant } from './participant.ts';

/** Soon enough for a sign, and rare enough for two hundred people. */
const GATHER_MS = 1_000;

interface Known {
  quality: Quality;
  since: number;
  /** What was judged of their own reports; what counts again when a silence is over. */
  judged: Quality;
  latest: { readonly at: number; readonly report: QualityReport } | null;
  /** The SFU doesn't hear from one of their media paths. */
  silent: boolean;
}

export class CallQuality {
  readonly #clock: Clock;
  readonly #tell: (changed: [ParticipantId, Quality][]) => void;
  readonly #known = new Map<ParticipantId, Known>();
  readonly #changed = new Set<ParticipantId>();
  #timer: NodeJS.Timeout | null = null;

  constructor(clock: Clock, tell: (changed: [ParticipantId, Quality][]) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** What somebody says about their own media. */
  report(id: ParticipantId, report: QualityReport): void {
    const known = this.#of(id);
    known.latest = { at: this.#clock.now(), report };
    known.judged = judge(report, known.judged.level);
    this.#settle(id, known);
  }

  /** What the SFU says about their paths. */
  silent(id: ParticipantId, silent: boolean): void {
    const known = this.#of(id);
    known.silent = silent;
    this.#settle(id, known);
  }

  forget(id: ParticipantId): void {
    this.#known.delete(id);
    this.#changed.delete(id);
  }

  since(id: ParticipantId): number | null {
    return this.#known.get(id)?.since ?? null;
  }

  latest(id: ParticipantId): Known['latest'] {
    return this.#known.get(id)?.latest ?? null;
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#known.clear();
    this.#changed.clear();
  }

  #of(id: ParticipantId): Known {
    const known = this.#known.get(id);
    if (known) return known;
    const fresh: Known = {
      quality: goodQuality,
      since: this.#clock.now(),
      judged: goodQuality,
      latest: null,
      silent: false,
    };
    this.#known.set(id, fresh);
    return fresh;
  }

  #settle(id: ParticipantId, known: Known): void {
    const next = known.silent ? silence : known.judged;
    if (sameQuality(next, known.quality)) return;
    if (next.level !== known.quality.level) known.since = this.#clock.now();
    known.quality = next;
    this.#changed.add(id);
    if (this.#timer) return;
    this.#timer = setTimeout(() => this.#flush(), GATHER_MS);
    this.#timer.unref();
  }

  #flush(): void {
    this.#timer = null;
    const changed = [...this.#changed].flatMap((id): [ParticipantId, Quality][] => {
      const known = this.#known.get(id);
      return known ? [[id, known.quality]] : [];
    });
    this.#changed.clear();
    if (changed.length > 0) this.#tell(changed);
  }
}

/** Tells a call of its people's lines. What is as all know it already isn't told again. */
export const qualityOfCall = (call: Call): CallQuality =>
  new CallQuality(call.context.clock, (changed) => {
    const news = changed.filter(
      ([id, quality]) =>
        call.participants.has(id) && !sameQuality(call.shown(id)?.quality ?? goodQuality, quality),
    );
    if (news.length > 0) call.apply({ type: 'quality', participants: news });
  });

/**
 * Everybody's numbers, and from where and with what they are there.
 * @throws ConvergeError forbidden
 */
export function statistics(call: Call, by: Participant): CallStatistics {
  if (!can(call.actor(by.id), 'call.statistics', call.rules)) throw new ConvergeError('forbidden');
  return {
    participants: [...call.participants.values()].flatMap(({ id, origin, devices }) => {
      const joinedAt = call.shown(id)?.joinedAt;
      if (joinedAt === undefined) return [];
      return {
        ...{ participantId: id, joinedAt, ...origin, devices },
        since: call.quality.since(id) ?? joinedAt,
        latest: call.quality.latest(id),
      };
    }),
  };
}
