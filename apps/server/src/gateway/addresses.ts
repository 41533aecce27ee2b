/**
 * What each network address has open and asked. IPv6 counts by /64, which is
 * what one subscriber gets; by single address one machine would have 2^64.
 */
import { networkOf } from '../platform/network.ts';
import { TokenBucket } from '../platform/token-bucket.ts';
import type { GatewayLimits } from './limits.ts';

export interface AddressEntry {
  sockets: number;
  /** Those of them that are nobody's yet. */
  ahead: number;
  /** Engine connections, also those that never finish a handshake. */
  lines: number;
  readonly handshakes: TokenBucket;
  readonly requests: TokenBucket;
}

export class Addresses {
  readonly #limits: GatewayLimits;
  readonly #entries = new Map<string, AddressEntry>();

  constructor(limits: GatewayLimits) {
    this.#limits = limits;
  }

  get(address: string, now: number): AddressEntry {
    const key = networkOf(address);
    let entry = this.#entries.get(key);
    if (!entry) {
      entry = {
        sockets: 0,
        ahead: 0,
        lines: 0,
        handshakes: new TokenBucket(this.#limits.handshakes, now),
        requests: new TokenBucket(this.#limits.addressRequests, now),
      };
      this.#entries.set(key, entry);
    }
    return entry;
  }

  /** Forgets addresses that have nothing open and whose buckets are full again. */
  sweep(now: number): void {
    for (const [key, entry] of this.#entries) {
      const idle = entry.sockets === 0 && entry.lines === 0;
      if (idle && entry.handshakes.isFull(now) && entry.requests.isFull(now)) {
        this.#entries.delete(key);
      }
    }
  }

  get size(): number {
    return this.#entries.size;
  }
}
