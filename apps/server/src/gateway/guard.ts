/**
 * Watches the lines below Socket.IO: floods of packets (also of such as never
 * become a request), too many lines of one address, and clients that don't read
 * what they are sent, for whom the server would otherwise keep it.
 */
import type { IncomingMessage } from 'node:http';
import type { Server } from 'socket.io';
import type { Clock } from '../platform/clock.ts';
import { TokenBucket } from '../platform/token-bucket.ts';
import type { Addresses } from './addresses.ts';
import type { GatewayLimits } from './limits.ts';
import { destroy, type Line, unsent } from './line.ts';
import type { GatewayMetrics } from './metrics.ts';

export interface GuardContext {
  readonly addresses: Addresses;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly limits: GatewayLimits;
  readonly metrics: GatewayMetrics;
  readonly clock: Clock;
}

/** Lines an address may hold for each socket it may have; some are between states. */
const linesPerSocket = 2;

export class Guard {
  readonly #context: GuardContext;
  readonly #lines = new Set<Line>();
  /** Those that had too much unsent at the last look; one burst is no crime. */
  readonly #slow = new WeakSet<Line>();
  readonly #waiting = new Set<() => void>();

  constructor(context: GuardContext) {
    this.#context = context;
  }

  /** Takes every line that opens from now on under its eyes. */
  watch(io: Server): void {
    io.engine.on('connection', (line: Line) => this.#open(line));
  }

  /** Whether one more line may open from where this request comes. */
  mayOpen(request: IncomingMessage): boolean {
    const { addresses, addressOf, clock, limits } = this.#context;
    const { lines } = addresses.get(addressOf(request), clock.now());
    return lines < limits.socketsPerAddress * linesPerSocket;
  }

  /** Cuts lines that have too much unsent, and had so when it was looked at before. */
  sweep(): void {
    const { unsentBytes, unsentPackets } = this.#context.limits;
    for (const line of this.#lines) {
      const { bytes, packets } = unsent(line);
      if (bytes <= unsentBytes && packets <= unsentPackets) this.#slow.delete(line);
      else if (this.#slow.has(line)) this.#cut(line, 'unread');
      else this.#slow.add(line);
    }
  }

  /** Resolves when no line is open, at the latest after `limitMs`. */
  whenEmpty(limitMs: number): Promise<void> {
    if (this.#lines.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, limitMs);
      this.#waiting.add(done);
    });
  }

  /** Ends every line at once. */
  destroyAll(): void {
    for (const line of this.#lines) destroy(line);
  }

  #open(line: Line): void {
    const { addresses, addressOf, clock, limits } = this.#context;
    const entry = addresses.get(addressOf(line.request), clock.now());
    const packets = new TokenBucket(limits.packets, clock.now());
    this.#lines.add(line);
    entry.lines += 1;
    line.on('packet', () => {
      if (packets.take(clock.now()) > 0) this.#cut(line, 'flood');
    });
    line.on('close', () => {
      if (!this.#lines.delete(line)) return;
      entry.lines -= 1;
      if (this.#lines.size === 0) for (const done of this.#waiting) done();
    });
  }

  #cut(line: Line, why: 'flood' | 'unread'): void {
    this.#context.metrics.cut(why);
    destroy(line);
  }
}
