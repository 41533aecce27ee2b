/**
 * Calls that nobody is inside of any more, and only since the lines of all were
 * lost, as behind a router that restarts: what was given for them waits for
 * whoever comes back (SPEC SEAT-7). When is stored with the room, so the next
 * server goes on waiting; here is the clock, and what this server alone knows.
 */
import type { PersonId, RoomId } from '@converge/protocol/ids';
import type { Clock } from '../platform/clock.ts';

/** A router has restarted by then, and everybody has found the other network. */
const KEPT_MS = 600_000;

interface LostCall {
  /** Taken out of it by a moderator. */
  readonly removed: Set<PersonId>;
  readonly timer: NodeJS.Timeout;
}

export class LostCalls {
  readonly #clock: Clock;
  readonly #over: (roomId: RoomId) => void;
  readonly #calls = new Map<RoomId, LostCall>();

  /** `over` is told once of each call to which nobody came back in time, or whose end was decided. */
  constructor(clock: Clock, over: (roomId: RoomId) => void) {
    this.#clock = clock;
    this.#over = over;
  }

  /** Everybody was lost at this time. */
  keep(roomId: RoomId, since: number, removed = new Set<PersonId>()): void {
    this.goesOn(roomId);
    const left = Math.max(0, since + KEPT_MS - this.#clock.now());
    const timer = setTimeout(() => this.end(roomId), left).unref();
    this.#calls.set(roomId, { removed, timer });
  }

  /** Who may not come back to it; undefined: there is no such call. */
  removed(roomId: RoomId): Set<PersonId> | undefined {
    return this.#calls.get(roomId)?.removed;
  }

  /** Somebody is back. */
  goesOn(roomId: RoomId): void {
    clearTimeout(this.#calls.get(roomId)?.timer);
    this.#calls.delete(roomId);
  }

  /** It won't go on; harmless where there is none. */
  end(roomId: RoomId): void {
    if (!this.#calls.has(roomId)) return;
    this.goesOn(roomId);
    this.#over(roomId);
  }

  /** Forgets them without a word: the next server goes on waiting. */
  close(): void {
    for (const roomId of [...this.#calls.keys()]) this.goesOn(roomId);
  }
}
