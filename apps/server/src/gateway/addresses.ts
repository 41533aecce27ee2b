/**
 * What each network address has open and asked. IPv6 counts by /64, which is
 * what one subscriber gets; by single address one machine would have 2^64.
 */
import { isIPv6 } from 'node:net';
import { TokenBucket } from '../platform/token-bucket.ts';
import type { GatewayLimits } from './limits.ts';

export interface AddressEntry {
  sockets: number;
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

/** The address itself for IPv4 (also when written as IPv6), the /64 for IPv6. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
