/**
 * One direct connection from its beginning to its end. It is made beside the way
 * through the server; what proves to come by it is taken from it, and given back
 * as soon as it stops coming, or as the call wants it back. Its own part of the
 * app: nobody needs it to join.
 */
import type { ParticipantId } from '@converge/protocol/ids';
import type { Direct, Signal } from '@converge/protocol/realtime/direct';
import type { Source, Tile } from '@converge/protocol/realtime/media';
import type { Clock } from '../../state/clock.ts';
import type { Log } from '../../state/log.ts';
import type { Scope } from '../../state/scope.ts';
import { derive, type Value } from '../../state/value.ts';
import type { Adaptation } from '../adapt/adaptation.ts';
import { findParticipant, type Inside } from '../call-copy.ts';
import type { IceServers } from '../ice-servers.ts';
import type { Counting } from '../quality/monitor.ts';
import type { RemoteTracks } from '../remote-tracks.ts';
import type { LocalMedia } from '../types.ts';
import { createIncoming } from './incoming.ts';
import { createOutgoing } from './outgoing.ts';
import { createPeer } from './peer.ts';
import { createTelling } from './telling.ts';
import type { Flow } from './trust.ts';

export interface Link {
  /** Its counters, while something is taken from it; null: nothing is. */
  readonly used: Value<Counting | null>;
  hear(signal: Signal): void;
  /** The network changed. */
  networkChanged(): void;
  /** The server has forgotten what it was told, and what was said without a line never arrived. */
  tellAgain(): void;
  /** The call goes through the server again: ends it as soon as nobody misses it. */
  retire(): void;
}

export interface LinkOptions {
  readonly direct: Direct;
  readonly self: ParticipantId;
  readonly inside: Value<Inside | null>;
  readonly local: LocalMedia;
  readonly tracks: RemoteTracks;
  /** What this device has on the screen. */
  readonly tiles: Value<readonly Tile[] | null>;
  readonly ice: IceServers;
  readonly relayOnly: boolean;
  readonly saving: Value<boolean>;
  readonly adaptation: Adaptation;
  /** The counters of what comes from the server. */
  readonly server: () => Counting | null;
  readonly signal: (signal: Signal) => void;
  /** Tells the server what needn't be sent. */
  readonly received: (sources: readonly Source[]) => void;
  /** It didn't come about, or broke: the server shall end it. */
  readonly onFailed: (why: string) => void;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly log: Log;
}

/** As often it is looked whether something comes. */
const LOOK_MS = 150;
/** In so much time a path is found, or there is none; and a lost one comes back, or doesn't. */
const CONNECT_MS = 6_000;
/** The other one may still be waiting for the server's: for so long it goes on. */
const LINGER_MS = 5_000;

export function createLink(options: LinkOptions): Link {
  const { direct, self, inside, scope, clock, log } = options;
  const [one, two] = direct.between;
  const other = one === self ? two : one;
  let retired = false;
  let failed = false;
  let stopDoubting = clock.after(CONNECT_MS, () => fail('no path was found'));
  let stopLooking = () => {};

  scope.onClose(() => {
    stopDoubting();
    stopLooking();
  });
  const peer = createPeer({
    ...options,
    first: one === self,
    onBroken: () => fail('it was not agreed upon'),
  });
  const outgoing = createOutgoing({ ...options, peer });
  const incoming = createIncoming({ ...options, peer, other, theirs, onFlow });
  const there = derive(
    [inside],
    (now) => now !== null && findParticipant(now.call, other)?.presence === 'here',
  );
  const telling = createTelling({ ...options, direct: incoming.direct, other, there });

  scope.onClose(peer.state.subscribe(follow));
  scope.onClose(inside.subscribe(incoming.obey));
  look();

  return {
    used: derive([incoming.used], (used) => (used ? peer : null)),
    hear(signal) {
      if (signal.type === 'view') outgoing.shown(signal.tiles);
      else peer.hear(signal);
    },
    networkChanged() {
      incoming.distrust();
      peer.restart();
    },
    tellAgain() {
      telling.again();
      peer.tellAgain();
      if (failed) options.onFailed('it failed without a line');
    },
    retire() {
      if (retired) return;
      retired = true;
      stopDoubting();
      telling.stop();
      const since = clock.now();
      const end = () => {
        if (scope.closed) return;
        const needed = incoming.used.get() || clock.now() - since < LINGER_MS;
        if (theirs() && needed) clock.after(LOOK_MS, end);
        else scope.close();
      };
      end();
    },
  };

  function follow(): void {
    if (retired) return;
    const state = peer.state.get();
    switch (state) {
      case 'connected':
        stopDoubting();
        break;
      case 'disconnected':
        incoming.distrust();
        peer.restart();
        failUnlessSoon('the path was lost');
        break;
      case 'failed':
        fail('the path was lost');
        break;
      case 'new':
      case 'connecting':
      case 'closed':
        break;
      default:
        state satisfies never;
    }
  }

  function onFlow(flow: Flow): void {
    if (flow === 'well' && peer.state.get() === 'connected') stopDoubting();
    if (flow !== 'stalled' || retired) return;
    log.info('no sound comes directly');
    failUnlessSoon('nothing came');
  }

  function failUnlessSoon(why: string): void {
    stopDoubting();
    stopDoubting = clock.after(CONNECT_MS, () => fail(why));
  }

  function fail(why: string): void {
    if (failed || retired || scope.closed) return;
    failed = true;
    incoming.distrust();
    options.onFailed(why);
  }

  function theirs() {
    const now = inside.get();
    return (now && findParticipant(now.call, other)?.media) ?? null;
  }

  function look(): void {
    stopLooking = clock.after(LOOK_MS, () => {
      const well = !retired && !failed && peer.state.get() === 'connected';
      incoming
        .look(well)
        .catch((error: unknown) => {
          // It closed meanwhile, or the browser doesn't want to count now.
          if (!scope.closed) log.debug('a direct connection was not looked at', { error });
        })
        .finally(() => {
          if (!scope.closed) look();
        });
    });
  }
}
