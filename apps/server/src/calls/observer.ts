/**
 * What is counted of calls for the space as a whole: numbers, codes and families
 * of browsers, never who it was (SPEC METRIC-3).
 */
import type { ErrorCode } from '@converge/protocol/errors';
import type { ParticipantId } from '@converge/protocol/ids';
import type { Arrival, QualityReport, Route } from '@converge/protocol/quality';
import type { Client } from '../platform/user-agent.ts';
import type { DirectEnd } from './direct-course.ts';

/** no_media: let in, but no media path stood though there was something to carry. */
export type ArrivalOutcome = 'ok' | 'no_media';

export interface CallObserver {
  /** Somebody is inside and told how the way in went; once for each joining. */
  arrived(arrival: Arrival, client: Client, outcome: ArrivalOutcome): void;
  /** Somebody wasn't let in. */
  refused(code: ErrorCode): void;
  /** A device measured its own media. */
  measured(participantId: ParticipantId, report: QualityReport): void;
  /** A person's media took a way that it hadn't taken before in this call. */
  routed(route: Route): void;
  /** A lost line came back, to its seat or to a new one; its media went to there meanwhile. */
  returned(to: Route['to']): void;
  /** Media, or a picture, came directly from one of two to the other for the first time, so many ms after they were to try. */
  directCarries(what: 'media' | 'picture', after: number): void;
  /** Two don't speak directly any more. */
  directEnded(end: DirectEnd): void;
  /** A call is over that went on for so many milliseconds. */
  ended(duration: number): void;
}

/** All of them hear everything. */
export const observers = (...all: readonly CallObserver[]): CallObserver => ({
  arrived: (arrival, client, outcome) =>
    all.forEach((one) => void one.arrived(arrival, client, outcome)),
  refused: (code) => all.forEach((one) => void one.refused(code)),
  measured: (id, report) => all.forEach((one) => void one.measured(id, report)),
  routed: (route) => all.forEach((one) => void one.routed(route)),
  returned: (to) => all.forEach((one) => void one.returned(to)),
  directCarries: (what, after) => all.forEach((one) => void one.directCarries(what, after)),
  directEnded: (end) => all.forEach((one) => void one.directEnded(end)),
  ended: (duration) => all.forEach((one) => void one.ended(duration)),
});
