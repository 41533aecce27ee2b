/**
 * Writes down what stays of running calls: when they begin, every minute, and when
 * they end; so that a kill of the server loses a minute at most.
 */
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Call } from './call.ts';
import type { CallRooms } from './ports.ts';
import type { UntilStored } from './until-stored.ts';

const EVERY_MS = 60_000;

export interface Reports {
  /** Somebody entered a call that was empty. */
  began(call: Call): void;
  /** A call that had begun is over. */
  ended(call: Call): void;
  /** What ends from now on ends because the server does. */
  close(): void;
  /** Settles when nothing of a call that runs is being written any more. */
  written(): Promise<void>;
}

export function createReports(options: {
  readonly rooms: Pick<CallRooms, 'keepReport'>;
  readonly clock: Clock;
  readonly log: Log;
  /** The last word on a call. */
  readonly untilStored: UntilStored;
}): Reports {
  const { rooms, clock, log, untilStored } = options;
  const running = new Set<Call>();
  const writing = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function reportOf({ snapshot: { id, startedAt }, chronicle }: Call) {
    const endedAt = clock.now();
    return { id, startedAt, endedAt, byServer: closed, people: chronicle.people(endedAt) };
  }

  /** What fails is made good within a minute. */
  function write(call: Call): void {
    const { roomId } = call;
    const report = reportOf(call);
    const written = rooms
      .keepReport(roomId, report, true)
      .catch((error: unknown) => {
        const concerns = { roomId, callId: report.id };
        log.error({ err: error, ...concerns }, 'what there is of a call was not stored');
      })
      .finally(() => writing.delete(written));
    writing.add(written);
  }

  return {
    began(call) {
      running.add(call);
      write(call);
      timer ??= setInterval(() => running.forEach(write), EVERY_MS).unref();
    },
    ended(call) {
      running.delete(call);
      const { roomId } = call;
      const report = reportOf(call);
      untilStored.store(`report ${report.id}`, { roomId, callId: report.id }, () =>
        rooms.keepReport(roomId, report, false),
      );
      if (running.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
    close() {
      closed = true;
    },
    async written() {
      await Promise.all(writing);
    },
  };
}
