/**
 * Writes down what stays of running calls: when they begin, every minute, and when
 * they end; so that a kill of the server loses a minute at most.
 */
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Call } from './call.ts';
import type { CallRooms } from './ports.ts';

const EVERY_MS = 60_000;

export interface Reports {
  /** Somebody entered a call that was empty. */
  began(call: Call): void;
  /** A call that had begun is over. */
  ended(call: Call): void;
  /** What ends from now on ends because the server does. */
  close(): void;
  /** Settles when what ended is stored. */
  stored(): Promise<void>;
}

export function createReports(options: {
  readonly rooms: Pick<CallRooms, 'keepReport'>;
  readonly clock: Clock;
  readonly log: Log;
}): Reports {
  const { rooms, clock, log } = options;
  const running = new Set<Call>();
  const storing = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function store(call: Call): void {
    const { roomId, snapshot } = call;
    const endedAt = clock.now();
    const report = {
      ...{ id: snapshot.id, startedAt: snapshot.startedAt, endedAt, byServer: closed },
      people: call.chronicle.people(endedAt),
    };
    const stored = rooms
      .keepReport(roomId, report, !call.ended)
      .catch((error: unknown) => {
        log.error({ err: error, roomId }, 'the report of a call was not stored');
      })
      .finally(() => storing.delete(stored));
    storing.add(stored);
  }

  return {
    began(call) {
      running.add(call);
      store(call);
      timer ??= setInterval(() => running.forEach(store), EVERY_MS).unref();
    },
    ended(call) {
      running.delete(call);
      store(call);
      if (running.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
    close() {
      closed = true;
    },
    async stored() {
      await Promise.all(storing);
    },
  };
}
