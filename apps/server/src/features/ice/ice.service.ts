/** Which ICE servers a person may use, and with what credentials (SPEC NET). */
import type { PersonId } from '@converge/protocol/ids';
import type { IceKind, IceServersAnswer } from '@converge/protocol/rest/ice';
import type { Clock } from '../../platform/clock.ts';
import { turnCredentials } from '../../platform/turn-credentials.ts';

export interface IceOptions {
  readonly stunUrls: readonly string[];
  readonly turnUrls: readonly string[];
  /** Known wherever there are `turnUrls`. */
  readonly turnSecret: string | undefined;
  readonly credentialSeconds: number;
  readonly clock: Pick<Clock, 'now'>;
}

export interface Ice {
  readonly kind: IceKind;
  /** With credentials made for this person at this moment. */
  serversFor(person: PersonId): IceServersAnswer;
}

export function createIce(options: IceOptions): Ice {
  const { stunUrls, turnUrls, turnSecret, credentialSeconds, clock } = options;
  const stun = stunUrls.length > 0 ? [{ urls: [...stunUrls] }] : [];
  if (turnUrls.length === 0 || turnSecret === undefined) {
    return {
      kind: stun.length > 0 ? 'stun' : 'none',
      serversFor: () => ({ iceServers: stun, lifetimeMs: null }),
    };
  }
  const lifetimeMs = credentialSeconds * 1000;
  return {
    kind: 'relay',
    serversFor: (person) => ({
      iceServers: [
        ...stun,
        {
          urls: [...turnUrls],
          ...turnCredentials(turnSecret, person, clock.now() + lifetimeMs),
        },
      ],
      lifetimeMs,
    }),
  };
}
