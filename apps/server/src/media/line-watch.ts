/**
 * Watches what the worker thinks a participant's line carries, says when pictures
 * are to be held back and when they may flow again, and has the worker look for
 * more where they are smaller than wished for.
 */
import { beginning, holdsPictures, nextLine, type ThinLine } from '@converge/protocol/thin-line';
import type { WebRtcTransport } from 'mediasoup/types';
import * as z from 'zod/mini';
import type { Log } from '../platform/log.ts';
import { nextProbe, usualProbe } from './line-probe.ts';
import { limitOutgoing } from './transport.ts';

export interface LineWatchOptions {
  /** Towards the participant. */
  readonly transport: WebRtcTransport;
  readonly log: Log;
  /** Whether there is any picture to be sent; without one an estimate says nothing. */
  readonly wanted: () => boolean;
  /** Whether a picture is smaller than wished for because of the line. */
  readonly short: () => boolean;
  readonly changed: () => void;
}

/** While a line isn't wide it is looked at this often, whatever the worker tells. */
const LOOK_MS = 1_000;
/** An estimate that is another by less than one in so many parts is the same to the log. */
const NOTED_PARTS = 10;

const Estimate = z.object({ availableBitrate: z.number() });

export class LineWatch {
  readonly #options: LineWatchOptions;
  #line: ThinLine = beginning(performance.now());
  #probe = usualProbe;
  #bitrate: number | null = null;
  /** What the log was last told. */
  #noted = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: LineWatchOptions) {
    this.#options = options;
    const { transport, log } = options;
    transport.on('trace', ({ type, info }) => {
      const estimate = type === 'bwe' ? z.safeParse(Estimate, info) : null;
      if (!estimate?.success) return;
      this.#bitrate = estimate.data.availableBitrate;
      this.#note(this.#bitrate);
      this.#look();
      this.#lookForMore(this.#bitrate);
    });
    transport.enableTraceEvent(['bwe']).catch((error: unknown) => {
      if (!transport.closed) log.warn({ err: error }, 'a line is not watched');
    });
    transport.observer.once('close', () => {
      if (this.#timer) clearTimeout(this.#timer);
    });
  }

  /** Whether pictures are held back now. */
  get thin(): boolean {
    return holdsPictures(this.#line);
  }

  /** For who follows a call through the log, where it is another by a tenth. */
  #note(bitrate: number): void {
    if (Math.abs(bitrate - this.#noted) * NOTED_PARTS < this.#noted) return;
    this.#noted = bitrate;
    this.#options.log.debug({ bitrate }, 'the line carries');
  }

  #lookForMore(bitrate: number): void {
    const { transport, short, log } = this.#options;
    if (transport.closed) return;
    const { probe, step } = nextProbe(this.#probe, bitrate, short(), performance.now());
    this.#probe = probe;
    if (step === null) return;
    if (step !== 'usual') log.debug({ bitrate, limit: step }, 'more is looked for');
    limitOutgoing(transport, log, step === 'usual' ? undefined : step);
  }

  #look(): void {
    const { transport, wanted, changed } = this.#options;
    if (transport.closed) return;
    const before = this.thin;
    this.#line = nextLine(this.#line, wanted() ? this.#bitrate : null, performance.now());
    if (this.#line.kind !== 'wide') {
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        this.#look();
      }, LOOK_MS).unref();
    }
    if (this.thin === before) return;
    this.#options.log.debug({ held: this.thin, bitrate: this.#bitrate }, 'pictures held back');
    changed();
  }
}
