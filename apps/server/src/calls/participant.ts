/**
 * One person on one device in one call: the live things that belong to them.
 * What the others know of them (name, role, hand, media) is in the call's
 * snapshot and only there.
 */
import { randomUUID } from 'node:crypto';
import type { ParticipantId, PersonId, ProducerId } from '@converge/protocol/ids';
import type { DeviceLabels, LeaveReason } from '@converge/protocol/realtime/call';
import type { SentSource } from '@converge/protocol/realtime/media';
import type { Connection } from './connection.ts';
import type { ParticipantMedia } from './ports.ts';
import { Seat } from './seat.ts';
import { createSerial } from './serial.ts';

export type Presence =
  | { readonly state: 'arriving' }
  | { readonly state: 'here'; readonly connection: Connection }
  /** The line is gone; the timer gives the seat up. */
  | { readonly state: 'away'; readonly since: number; readonly timer: NodeJS.Timeout }
  | { readonly state: 'gone'; readonly reason: LeaveReason };

/** Where a connection comes from. */
export interface Origin {
  readonly address: string;
  readonly browser: string;
  readonly system: string;
}

export class Participant {
  readonly id = randomUUID() as ParticipantId;
  readonly personId: PersonId;
  readonly seat = new Seat();
  /**
   * Whatever is done for or to this participant and takes time runs here, one
   * after another. Nothing in it may wait for another participant's turn.
   */
  readonly serial = createSerial();
  /** Networks they came from, for a ban that keeps those out as well. */
  readonly networks = new Set<string>();
  /** Whom they were told of, where that isn't everybody; see `audience.ts`. */
  view: ReadonlySet<ParticipantId> | null = null;
  readonly sending = new Map<SentSource, ProducerId>();
  /** What their devices call themselves, as far as they say. */
  devices: DeviceLabels | null = null;
  /** They told how they came in; it counts once. */
  arrivalTold = false;
  /** null: not there yet, or gone with its media worker until they ask for another. */
  media: ParticipantMedia | null = null;
  /** Lines that are taking the seat again at this moment. */
  #returning = 0;
  #presence: Presence = { state: 'arriving' };
  #lineNr = 0;
  #origin: Origin = { address: '', browser: 'other', system: 'other' };

  constructor(personId: PersonId) {
    this.personId = personId;
  }

  get presence(): Presence {
    return this.#presence;
  }

  /** The connection they are at; null while they are away or gone. */
  get connection(): Connection | null {
    return this.#presence.state === 'here' ? this.#presence.connection : null;
  }

  /** From where they are connected, or were before the line was lost. */
  get origin(): Origin {
    return this.#origin;
  }

  /** Which line they sit at, or sat at last (`Session.nr`). */
  get lineNr(): number {
    return this.#lineNr;
  }

  get gone(): boolean {
    return this.#presence.state === 'gone';
  }

  /** Whether their seat is being taken again: it can't be given to anybody else. */
  get returning(): boolean {
    return this.#returning > 0;
  }

  /** Runs what takes the seat again, in its turn. */
  async comeBack<T>(task: () => Promise<T>): Promise<T> {
    this.#returning += 1;
    try {
      return await this.serial(task);
    } finally {
      this.#returning -= 1;
    }
  }

  /** Takes the seat, from whichever state but gone. */
  sit(connection: Connection): void {
    this.#leaveState();
    this.networks.add(connection.session.network);
    this.#presence = { state: 'here', connection };
    this.#lineNr = connection.session.nr;
    const { from: address, client } = connection.session;
    this.#origin = { address, browser: client.browser, system: client.system };
  }

  /** Holds the seat without a line for `seatMs` from now, `since`; then `expired` is called, once. */
  hold(since: number, seatMs: number, expired: () => void): void {
    this.#leaveState();
    const timer = setTimeout(expired, seatMs);
    timer.unref();
    this.#presence = { state: 'away', since, timer };
  }

  /** The end, by whatever way; the SFU first. Returns false where it had come already. */
  close(reason: LeaveReason): boolean {
    if (this.gone) return false;
    this.dropMedia();
    this.#leaveState();
    this.#presence = { state: 'gone', reason };
    return true;
  }

  /** Detaches from the SFU; harmless where nothing is attached. */
  dropMedia(): void {
    this.media?.detach();
    this.media = null;
    this.sending.clear();
  }

  #leaveState(): void {
    if (this.#presence.state === 'away') clearTimeout(this.#presence.timer);
  }
}
