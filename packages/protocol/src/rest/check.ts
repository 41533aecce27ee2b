/**
 * A look at one's own line to the media server before a call, without an account.
 *
 *   POST /check/probe  ProbeBody -> ProbeAnswer
 *
 * The answer is one short-lived way to the SFU, at which ICE and DTLS can be
 * tried and nothing else; with `speed`, bytes without meaning go over it and are
 * thrown away. It has no name: nobody can ask for it again, and it closes by
 * itself (SPEC CHECK-2, CHECK-3).
 *
 * Refusals: rate_limited (with `retryAfterMs`), media_unavailable (also where that
 * worker doesn't run, or there is none of that number).
 */
import * as z from 'zod/mini';
import { DtlsParameters, IceCandidate, IceParameters } from '../realtime/media.ts';

export const ProbeBody = z.object({
  /** SHA-256 of the certificate that the browser will use for this connection. */
  fingerprint: z.string().check(z.regex(/^(?:[0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}$/)),
  /** Whether the throughput is to be measured too; of these fewer are given at a time. */
  speed: z.boolean(),
  /** Of which media worker, counted from 0; absent: the least busy one. Each has a port of its own. */
  worker: z.optional(z.int().check(z.gte(0), z.lte(255))),
});
export type ProbeBody = z.infer<typeof ProbeBody>;

export const ProbeAnswer = z.object({
  iceParameters: IceParameters,
  iceCandidates: z.array(IceCandidate),
  dtlsParameters: DtlsParameters,
  /** After so many milliseconds the server closes it, whatever the client does. */
  closesInMs: z.int(),
  /** Whose ports these are, of how many. */
  worker: z.int(),
  workers: z.int(),
});
export type ProbeAnswer = z.infer<typeof ProbeAnswer>;

/** The SCTP streams of a probe with `speed`: known to both sides, so nothing is negotiated. */
export const probeStreams = { down: 0, up: 1 } as const;

/** What goes over a probe with `speed` in each direction, at most. */
export const probeSpeed = {
  bitsPerSecond: 6_000_000,
  milliseconds: 2_000,
  messageBytes: 15_000,
} as const;
