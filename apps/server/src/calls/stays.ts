/**
 * When one person was there: on however many devices, and with what is only a
 * lost line or a page loaded anew joined into one stay (SPEC ATT-1).
 */
import type { Stay } from '@converge/protocol/attendance';
import type { ParticipantId } from '@converge/protocol/ids';

/** Back within so long, one had not really gone. */
const BACK_WITHIN_MS = 120_000;
/** With the pauses between them these fill two days and a half. */
const STAYS_MAX = 1_000;

export class Stays {
  readonly #stays: { from: number; to: number }[] = [];
  /** Their devices inside; since when the line of one is lost, null: it stands. */
  readonly #devices = new Map<ParticipantId, number | null>();

  came(device: ParticipantId, now: number): void {
    const last = this.#stays.at(-1);
    const goesOn = last && (this.#devices.size > 0 || now - last.to <= BACK_WITHIN_MS);
    if (!goesOn && this.#stays.length < STAYS_MAX) this.#stays.push({ from: now, to: now });
    this.#devices.set(device, null);
  }

  /** The line was lost, or is back. */
  line(device: ParticipantId, stands: boolean, now: number): void {
    if (this.#devices.has(device)) this.#devices.set(device, stands ? null : now);
  }

  /** Who never came back was there until the line was lost, not until the seat was given up. */
  left(device: ParticipantId, now: number): void {
    this.#extend(this.#devices.get(device) ?? now);
    this.#devices.delete(device);
  }

  /** All stays; of a device that is inside, until now. */
  until(now: number): Stay[] {
    for (const lostAt of this.#devices.values()) this.#extend(lostAt ?? now);
    return this.#stays.map((stay) => ({ ...stay }));
  }

  #extend(to: number): void {
    const last = this.#stays.at(-1);
    if (last) last.to = Math.max(last.to, to);
  }
}
