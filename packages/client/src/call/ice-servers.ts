/**
 * The ICE servers of one person, with credentials that run out: asked for ahead,
 * kept while they are good, and asked for anew before they aren't. Whatever makes
 * a peer connection, towards the SFU or towards another person, takes them here.
 */
import type { IceKind, IceServer, IceServersAnswer } from '@converge/protocol/rest/ice';
import type { Clock } from '../state/clock.ts';
import type { Log } from '../state/log.ts';
import type { Scope } from '../state/scope.ts';
import { createValue, type Value } from '../state/value.ts';

export interface IceServers {
  /** What the space has. */
  readonly kind: IceKind;
  /** The newest answer; empty before the first. */
  readonly known: Value<readonly IceServer[]>;
  /**
   * Settles when `known` is good for a while yet; at once where it is, or where
   * the space has none. Never throws: after a moment, or a failure, one goes on
   * with what there is.
   */
  ready(): Promise<void>;
  /** The relay didn't accept the credentials: the next `ready` asks for others. */
  refused(): void;
  /** Keeps them good, for as long as the scope lives. */
  keep(scope: Scope): void;
}

export interface IceServersOptions {
  readonly kind: IceKind;
  readonly ask: () => Promise<IceServersAnswer>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Somebody waits for a call: longer than this it isn't held up. */
const PATIENCE_MS = 1_500;
/** After a failure, and at least between two questions of `keep`. */
const PAUSE_MS = 60_000;

/** For where there are none. */
export const noIceServers: IceServers = {
  kind: 'none',
  known: createValue<readonly IceServer[]>([]),
  ready: () => Promise.resolve(),
  refused: () => {},
  keep: () => {},
};

export function createIceServers(options: IceServersOptions): IceServers {
  const { kind, ask, clock, log } = options;
  if (kind === 'none') return noIceServers;
  const known = createValue<readonly IceServer[]>([]);
  /** Until when they are used without asking: half of their time, since the relay's clock may differ. */
  let goodUntil = 0;
  let asking: Promise<void> | null = null;

  const good = () => clock.now() < goodUntil;

  return {
    kind,
    known,
    ready: () => (good() ? Promise.resolve() : patiently(renew())),
    refused() {
      goodUntil = 0;
    },
    keep(scope) {
      let stop = () => {};
      scope.onClose(() => stop());
      const next = () => {
        if (scope.closed || goodUntil === Number.POSITIVE_INFINITY) return;
        stop = clock.after(Math.max(PAUSE_MS, goodUntil - clock.now()), () => {
          void (good() ? Promise.resolve() : renew()).then(next);
        });
      };
      next();
    },
  };

  /** Asks once, however many want to know. Never rejects. */
  function renew(): Promise<void> {
    asking ??= ask()
      .then(
        ({ iceServers, lifetimeMs }) => {
          known.set(iceServers);
          goodUntil = lifetimeMs === null ? Number.POSITIVE_INFINITY : clock.now() + lifetimeMs / 2;
        },
        (error: unknown) => log.warn('no ICE servers were told', { error }),
      )
      .finally(() => {
        asking = null;
      });
    return asking;
  }

  function patiently(answer: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const stop = clock.after(PATIENCE_MS, resolve);
      void answer.then(() => {
        stop();
        resolve();
      });
    });
  }
}

/** Whether one of them relays. */
export const relays = (servers: readonly IceServer[]): boolean =>
  servers.some(({ urls }) => urls.some((url) => /^turns?:/.test(url)));

/** As peer connections want them. */
export const iceServersOf = (ice: IceServers): RTCIceServer[] =>
  ice.known.get().map(({ urls, username, credential }) => ({
    urls,
    ...(username === undefined || credential === undefined ? {} : { username, credential }),
  }));
