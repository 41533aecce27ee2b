/**
 * Follows the server's word about speaking directly: says whether this device
 * may, makes a connection where the call wants one, and ends it where it doesn't.
 * What makes the connection is fetched when the first is wanted.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { DirectId, RoomId } from '@converge/protocol/ids';
import type { PayloadOf } from '@converge/protocol/realtime/define';
import {
  type Direct,
  directFailed,
  directReceived,
  directSignal,
  type directSignalled,
  directWish,
  type Signal,
} from '@converge/protocol/realtime/direct';
import type { Tile } from '@converge/protocol/realtime/media';
import type { Connection } from '../../realtime/connection.ts';
import type { Clock } from '../../state/clock.ts';
import type { Log } from '../../state/log.ts';
import type { Scope } from '../../state/scope.ts';
import { createValue, derive, type Value } from '../../state/value.ts';
import type { Adaptation } from '../adapt/adaptation.ts';
import type { Inside } from '../call-copy.ts';
import type { IceServers } from '../ice-servers.ts';
import { isLineLoss } from '../leg.ts';
import type { Counting } from '../quality/monitor.ts';
import type { RemoteTracks } from '../remote-tracks.ts';
import type { LocalMedia } from '../types.ts';
import type { Link } from './link.ts';

export interface DirectCalls {
  /** The counters of the direct connection, while it is in use. */
  readonly used: Value<Counting | null>;
  hear(event: PayloadOf<typeof directSignalled>): void;
  networkChanged(): void;
  /** A new admission: what hung on the old one is said again. */
  admitted(): void;
}

export interface DirectOptions {
  readonly connection: Connection;
  readonly roomId: RoomId;
  readonly inside: Value<Inside | null>;
  readonly local: LocalMedia;
  readonly tracks: RemoteTracks;
  readonly tiles: Value<readonly Tile[] | null>;
  readonly ice: IceServers;
  readonly relayOnly: Value<boolean>;
  /** The person allows it. */
  readonly allowed: Value<boolean>;
  readonly saving: Value<boolean>;
  readonly adaptation: Adaptation;
  readonly server: () => Counting | null;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly log: Log;
}

interface Running {
  readonly direct: Direct;
  readonly scope: Scope;
  link: Link | null;
  /** What came before the link was there. */
  readonly early: Signal[];
}

export function createDirect(options: DirectOptions): DirectCalls {
  const { connection, roomId, inside, relayOnly, scope, log } = options;
  const used = createValue<Counting | null>(null);
  /** In the order of their making: one that is given up may still be there when the next is in use. */
  const links = new Set<Link>();
  const wanted = derive([inside, options.allowed], (now, allowed) => {
    const direct = now?.call.direct;
    return allowed && direct?.between.includes(now?.self ?? direct.between[0]) ? direct : null;
  });
  let running: Running | null = null;
  /** What this device wants no more as it is; it is over when the server has heard of that. */
  let renounced: DirectId | null = null;

  scope.onClose(wanted.subscribe(follow));
  scope.onClose(
    options.allowed.subscribe(() => {
      log.info('direct connections', { allowed: options.allowed.get() });
      if (!options.allowed.get()) renounce();
      tellWish(options.allowed.get());
    }),
  );
  scope.onClose(
    relayOnly.subscribe(() => {
      if (!options.allowed.get()) return;
      // Other paths are wanted, so it is another connection.
      renounce();
      askForAnother();
    }),
  );

  return {
    used,
    hear({ id, signal }) {
      if (running?.direct.id !== id) return;
      if (running.link) running.link.hear(signal);
      else running.early.push(signal);
    },
    networkChanged: () => running?.link?.networkChanged(),
    admitted() {
      running?.link?.tellAgain();
      // It was said without a line.
      if (wanted.get()?.id === renounced) askForAnother();
    },
  };

  function renounce(): void {
    renounced = inside.get()?.call.direct?.id ?? null;
    follow();
  }

  function askForAnother(): void {
    tellWish(false);
    tellWish(true);
  }

  function follow(): void {
    const standing = wanted.get();
    const direct = standing?.id === renounced ? null : standing;
    if (running?.direct.id === direct?.id) return;
    running?.link?.retire();
    if (running && !running.link) running.scope.close();
    running = null;
    if (direct) begin(direct);
  }

  function begin(direct: Direct): void {
    log.info('a direct connection begins', { id: direct.id });
    const now: Running = { direct, scope: scope.child(), link: null, early: [] };
    running = now;
    now.scope.onClose(() => log.info('a direct connection ended', { id: direct.id }));
    make(now).catch((error: unknown) => {
      if (now.scope.closed) return;
      log.warn('a direct connection could not begin', { error });
      tellFailed(direct, 'it could not begin');
    });
  }

  async function make(now: Running): Promise<void> {
    const { direct, scope: within } = now;
    const self = inside.get()?.self;
    const [{ createLink }] = await Promise.all([import('./link.ts'), options.ice.ready()]);
    if (within.closed || running !== now || !self) return;
    const link = createLink({
      ...options,
      self,
      direct,
      relayOnly: relayOnly.get(),
      scope: within,
      signal: (signal) =>
        tell(connection.request(directSignal, about(direct, { signal }), offline)),
      received: (sources) =>
        tell(connection.request(directReceived, about(direct, { sources: [...sources] }), offline)),
      onFailed: (why) => tellFailed(direct, why),
    });
    now.link = link;
    links.add(link);
    within.onClose(link.used.subscribe(showUsed));
    within.onClose(() => {
      links.delete(link);
      showUsed();
    });
    for (const signal of now.early.splice(0)) link.hear(signal);
  }

  function showUsed(): void {
    const latest = [...links].findLast((link) => link.used.get() !== null);
    used.set(latest?.used.get() ?? null);
  }

  function tellFailed(direct: Direct, why: string): void {
    log.info('a direct connection failed', { id: direct.id, why });
    tell(connection.request(directFailed, about(direct, {}), offline));
  }

  /** Where there is no line, the next admission says it. */
  function tellWish(willing: boolean): void {
    if (inside.get()) tell(connection.request(directWish, { roomId, willing }, offline));
  }

  function about<T extends object>({ id }: Direct, rest: T) {
    return { roomId, id, ...rest };
  }

  function tell(request: Promise<unknown>): void {
    request.catch((error: unknown) => {
      // The server ended it meanwhile; or the line is gone, and the next admission tells.
      const over = error instanceof ConvergeError && error.code === 'media_not_found';
      if (!scope.closed && !over && !isLineLoss(error)) {
        log.warn('the server did not take what concerns a direct connection', { error });
      }
    });
  }
}

const offline = { offline: 'fail' } as const;
