/**
 * What each person has asked, over all their connections and those that come
 * after: else who opens many, or opens a new one each time, has as many limits.
 */
import type { PersonId } from '@converge/protocol/ids';
import { TokenBuckets } from '../platform/token-buckets.ts';
import { classOf, type GatewayLimits, type RequestClass } from './limits.ts';

export class Persons {
  readonly #limits: Pick<GatewayLimits, 'personRequests'>;
  readonly #asked = new Map<RequestClass, TokenBuckets<PersonId>>();

  constructor(limits: Pick<GatewayLimits, 'personRequests'>) {
    this.#limits = limits;
  }

  /** Draws from the person's bucket of this request's class. 0: go on; else milliseconds to wait. */
  take(personId: PersonId, request: string, now: number): number {
    const kind = classOf(request);
    let asked = this.#asked.get(kind);
    if (!asked) {
      asked = new TokenBuckets(this.#limits.personRequests[kind]);
      this.#asked.set(kind, asked);
    }
    return asked.take(personId, now);
  }
}
