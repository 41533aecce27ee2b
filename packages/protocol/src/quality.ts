/**
 * How well somebody is connected, and why. One table judges everybody: a client
 * measures, the server judges by this function, and all see the same sign
 * (SPEC QUAL). Pure.
 */
import * as z from 'zod/mini';

/** From best to worst. lost: nothing comes through now. */
export const qualityLevels = ['good', 'fair', 'poor', 'lost'] as const;
export const QualityLevel = z.enum(qualityLevels);
export type QualityLevel = z.infer<typeof QualityLevel>;

/**
 * sending, receiving: packets get lost on the way up, or down. delay: they come
 * late or unevenly. narrow: the line carries too little for the picture.
 * machine: the device can't keep up. silence: nothing comes through.
 */
export const QualityReason = z.enum([
  'sending',
  'receiving',
  'delay',
  'narrow',
  'machine',
  'silence',
]);
export type QualityReason = z.infer<typeof QualityReason>;

export const Quality = z.object({
  level: QualityLevel,
  /** The worst there is. */
  reason: z.nullable(QualityReason),
  /** Beside a worse reason: what they send gets lost, too. */
  losesSent: z.optional(z.boolean()),
});
export type Quality = z.infer<typeof Quality>;

const upTo = (most: number) => z.number().check(z.gte(0), z.lte(most));

/** One direction of somebody's media; null: there was nothing to measure it by. */
export const Flow = z.object({
  /** Bits per second. */
  bitrate: upTo(1e9),
  /** Share of the packets that did not arrive, 0 to 1 (RFC 3550). */
  loss: z.nullable(upTo(1)),
  /** Milliseconds. */
  jitter: z.nullable(upTo(60_000)),
});
export type Flow = z.infer<typeof Flow>;

/** The way media takes: to whom, over what, and whether something stands in between. */
export const Route = z.object({
  to: z.enum(['sfu', 'person']),
  protocol: z.enum(['udp', 'tcp']),
  /** How the relay (TURN) is reached; null: there is none. */
  relay: z.nullable(z.enum(['udp', 'tcp', 'tls'])),
});
export type Route = z.infer<typeof Route>;

/** What a client says about its own media of the last seconds. */
export const QualityReport = z.object({
  sent: Flow,
  received: Flow,
  /** Milliseconds there and back. */
  roundTrip: z.nullable(upTo(60_000)),
  /** What keeps the picture it sends below what it should be. */
  limited: z.nullable(z.enum(['narrow', 'machine'])),
  /** A media path that stood is interrupted. */
  broken: z.boolean(),
  route: z.nullable(Route),
});
export type QualityReport = z.infer<typeof QualityReport>;

/**
 * How the way into a call went, in milliseconds since the person asked for it.
 * A client says it once for each joining.
 */
export const Arrival = z.object({
  /** Until the server let them in. */
  admitted: upTo(600_000),
  /** Until a media path stood; null: none did for as long as one waits. */
  connected: z.nullable(upTo(600_000)),
  /** Until the first picture of somebody else was drawn; null: none came. */
  firstPicture: z.nullable(upTo(600_000)),
});
export type Arrival = z.infer<typeof Arrival>;

export const goodQuality: Quality = { level: 'good', reason: null };
export const silence: Quality = { level: 'lost', reason: 'silence' };

interface Steps {
  readonly fair: number;
  readonly poor: number;
}

/**
 * Where one begins to notice, and where talking gets hard. Opus conceals a few
 * per cent of loss; beyond 400 ms there and back people interrupt each other
 * (ITU-T G.114 gives 400 ms one way as the limit for planning).
 */
const steps = {
  loss: { fair: 0.03, poor: 0.1 },
  roundTrip: { fair: 400, poor: 800 },
  jitter: { fair: 60, poor: 150 },
} as const satisfies Record<string, Steps>;

/** To be called better again, a value has to be clearly below the step, not just under it. */
const CLEARLY = 0.7;

/** The level of a report; `before` is the level until now, so that a sign at a step doesn't flicker. */
export function judge(report: QualityReport, before: QualityLevel = 'good'): Quality {
  if (report.broken) return silence;
  const { sent, received, roundTrip, limited } = report;
  const findings: readonly [Quality, ...Quality[]] = [
    { level: grade(sent.loss, steps.loss, before), reason: 'sending' },
    { level: grade(received.loss, steps.loss, before), reason: 'receiving' },
    { level: grade(roundTrip, steps.roundTrip, before), reason: 'delay' },
    { level: grade(received.jitter, steps.jitter, before), reason: 'delay' },
    { level: limited === null ? 'good' : 'fair', reason: limited },
  ];
  const worst = findings.reduce((a, b) => (rank(b.level) > rank(a.level) ? b : a));
  if (worst.level === 'good') return goodQuality;
  const [{ level: up }] = findings;
  return up === 'good' || worst.reason === 'sending' ? worst : { ...worst, losesSent: true };
}

/** Whether what others miss of somebody is lost on their own line already (SPEC QUAL-8). */
export const losesWhatIsSent = ({ level, reason, losesSent = false }: Quality): boolean =>
  level === 'lost' || reason === 'sending' || losesSent;

/** What everybody sees of somebody: whose line to the server is gone is lost, whatever was measured. */
export function qualityOf(participant: {
  readonly presence: 'here' | 'away';
  readonly quality?: Quality | undefined;
}): Quality {
  return participant.presence === 'away' ? silence : (participant.quality ?? goodQuality);
}

export const sameQuality = (a: Quality, b: Quality): boolean =>
  a.level === b.level && a.reason === b.reason && a.losesSent === b.losesSent;

const rank = (level: QualityLevel): number => qualityLevels.indexOf(level);

function grade(value: number | null, { fair, poor }: Steps, before: QualityLevel): QualityLevel {
  if (value === null) return 'good';
  const wasPoor = rank(before) >= rank('poor');
  const wasFair = rank(before) >= rank('fair');
  if (value >= (wasPoor ? poor * CLEARLY : poor)) return 'poor';
  return value >= (wasFair ? fair * CLEARLY : fair) ? 'fair' : 'good';
}
