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
import { createValue, type Value } from '../../state/value.ts';
import { findParticipant, type Inside } from '../call-copy.ts';
import { type IceServers, iceServersOf } from '../ice-servers.ts';
import type { Counting } from '../quality/monitor.ts';
import type { RemoteTracks } from '../remote-tracks.ts';
import type { LocalMedia } from '../types.ts';
import { type Choice, isDirect, nextChoice } from './choice.ts';
import { createOutgoing } from './outgoing.ts';
import { createPeer } from './peer.ts';
import { type Place, places } from './places.ts';
import { createProgress } from './progress.ts';

export interface Link {
  /** Its counters, while something is taken from it; null: nothing is. */
  readonly used: Value<Counting | null>;
  hear(signal: Signal): void;
  /** The network changed. */
  networkChanged(): void;
  /** The server has forgotten what it was told. */
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
/**
 * Sound comes every 20 ms. After so many looks without any the voice is taken from
 * the server, which has it all the while; after more of them everything is: for
 * pictures encoders have to begin again, which a short trouble isn't worth.
 */
const STALLED_LOOKS = 3;
const GONE_LOOKS = 10;
/** For so long it has to flow before it is trusted again. */
const CALM_MS = 3_000;
/** In so much time a path is found, or there is none; and a lost one comes back, or doesn't. */
const CONNECT_MS = 6_000;
/** What is taken from here needn't be sent by the server, once it surely plays. */
const SURE_MS = 500;
/** The other one may still be waiting for the server's: for so long it goes on. */
const LINGER_MS = 5_000;
/**
 * An encoder that begins again, on a line whose width it has to find out, may
 * stumble at first: pictures have to come steadily before they are relied upon.
 */
const steadyAfter = { microphone: 1, camera: 4, screen: 4 } as const satisfies Record<
  Place,
  number
>;

export function createLink(options: LinkOptions): Link {
  const { direct, self, inside, tracks, scope, clock, log } = options;
  const [one, two] = direct.between;
  const other = one === self ? two : one;
  const used = createValue<Counting | null>(null);
  const choices = new Map<Place, Choice>(places.map((place) => [place, { kind: 'server' }]));
  const arriving = createProgress();
  const returning = createProgress();
  /** What the server knows to be received; null: it may have forgotten. */
  let told: string | null = '';
  let stalledLooks = 0;
  /** The microphone is on and has come directly since. */
  let heard = false;
  const trustedFrom = { voice: 0, pictures: 0 };
  let retired = false;
  let failed = false;
  let stopDoubting = clock.after(CONNECT_MS, () => fail('no path was found'));
  let stopLooking = () => {};
  let stopTelling = () => {};

  const peer = createPeer({
    configuration: {
      iceServers: iceServersOf(options.ice),
      iceTransportPolicy: options.relayOnly ? 'relay' : 'all',
      bundlePolicy: 'max-bundle',
    },
    first: one === self,
    signal: options.signal,
    onBroken: () => fail('it was not agreed upon'),
    scope,
    log,
  });
  const outgoing = createOutgoing({ ...options, peer });

  scope.onClose(() => {
    for (const stop of [stopDoubting, stopLooking, stopTelling]) stop();
    for (const place of places) tracks.overlay(other, place, null);
    used.set(null);
  });
  scope.onClose(peer.state.subscribe(follow));
  scope.onClose(inside.subscribe(obey));
  scope.onClose(options.tiles.subscribe(tellView));
  tellView();
  look();

  return {
    used,
    hear(signal) {
      if (signal.type === 'view') outgoing.shown(signal.tiles);
      else peer.hear(signal);
    },
    networkChanged() {
      distrust();
      peer.restart();
    },
    tellAgain() {
      told = null;
      if (failed) options.onFailed('it failed without a line');
    },
    retire() {
      if (retired) return;
      retired = true;
      stopDoubting();
      const since = clock.now();
      const end = () => {
        if (scope.closed) return;
        const waiting = [...choices.values()].some(isDirect);
        if (stateOf() && (waiting || clock.now() - since < LINGER_MS)) clock.after(LOOK_MS, end);
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
        distrust();
        peer.restart();
        stopDoubting();
        stopDoubting = clock.after(CONNECT_MS, () => fail('the path was lost'));
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

  function fail(why: string): void {
    if (failed || retired || scope.closed) return;
    failed = true;
    distrust();
    options.onFailed(why);
  }

  /** Everything is taken from the server until this flows calmly again. */
  function distrust(): void {
    trustedFrom.voice = clock.now() + CALM_MS;
    trustedFrom.pictures = trustedFrom.voice;
  }

  /** What the other one may not send, or doesn't say they send, isn't played (SPEC P2P-7). */
  function obey(): void {
    const theirs = stateOf();
    places.forEach((place, at) => {
      const track = peer.lines.get()[at]?.receiver.track;
      if (track) track.enabled = theirs?.[place] === 'on';
      if (!theirs || theirs[place] === 'off') settle(place, { kind: 'server' });
    });
  }

  function stateOf() {
    const now = inside.get();
    return now && findParticipant(now.call, other)?.media;
  }

  function look(): void {
    stopLooking = clock.after(LOOK_MS, () => {
      void choose().finally(() => {
        if (!scope.closed) look();
      });
    });
  }

  async function choose(): Promise<void> {
    try {
      const leaving = [...choices.values()].some(({ kind }) => kind === 'leaving');
      if (!leaving) returning.forget();
      const [here, there] = await Promise.all([
        peer.getStats(),
        leaving ? options.server()?.getStats() : undefined,
      ]);
      if (scope.closed) return;
      const came = arriving.look(here.values());
      const cameThere = returning.look(there?.values() ?? []);
      doubt(came);
      const now = clock.now();
      const well = !retired && !failed && peer.state.get() === 'connected';
      const theirs = stateOf();
      places.forEach((place, at) => {
        const track = peer.lines.get()[at]?.receiver.track;
        const beneath = tracks.beneath(other, place);
        const next = nextChoice(choices.get(place) ?? { kind: 'server' }, {
          sent: theirs !== undefined && theirs !== null && theirs[place] !== 'off',
          missed: theirs?.[place] === 'on',
          wanted: well && now >= trustedFrom[place === 'microphone' ? 'voice' : 'pictures'],
          direct: track !== undefined && came(track.id),
          server: beneath !== null && cameThere(beneath.id),
          steadyAfter: steadyAfter[place],
          now,
        });
        settle(place, next);
      });
      obey();
      tellReceived();
    } catch (error) {
      // It closed meanwhile, or the browser doesn't want to count now.
      if (!scope.closed) log.debug('a direct connection was not looked at', { error });
    }
  }

  function doubt(came: (trackId: string) => boolean): void {
    const microphone = peer.lines.get()[places.indexOf('microphone')]?.receiver.track;
    const comes = microphone !== undefined && came(microphone.id);
    heard = stateOf()?.microphone === 'on' && (heard || comes);
    // Where no sound is to come, ICE alone can tell.
    if ((comes || !heard) && peer.state.get() === 'connected') stopDoubting();
    stalledLooks = heard && !comes ? stalledLooks + 1 : 0;
    if (stalledLooks < STALLED_LOOKS) return;
    trustedFrom.voice = clock.now() + CALM_MS;
    if (stalledLooks >= GONE_LOOKS) distrust();
    if (stalledLooks !== STALLED_LOOKS || retired) return;
    log.info('no sound comes directly');
    stopDoubting();
    stopDoubting = clock.after(CONNECT_MS, () => fail('nothing came'));
  }

  function settle(place: Place, next: Choice): void {
    const now = choices.get(place);
    choices.set(place, next);
    if (now && isDirect(now) === isDirect(next)) return;
    const track = peer.lines.get()[places.indexOf(place)]?.receiver.track;
    log.info('taken from', { source: place, from: isDirect(next) ? 'the other' : 'the server' });
    tracks.overlay(other, place, isDirect(next) && track ? track : null);
    used.set([...choices.values()].some(isDirect) ? peer : null);
  }

  /** At once where the server's is needed again; where it isn't, when this one surely plays. */
  function tellReceived(): void {
    const direct = places.filter((place) => choices.get(place)?.kind === 'direct');
    const key = direct.join(' ');
    if (retired || key === told) return;
    const fewer = told === null || told.split(' ').some((place) => !key.includes(place));
    told = key;
    stopTelling();
    stopTelling = clock.after(fewer ? 0 : SURE_MS, () => options.received(direct));
  }

  function tellView(): void {
    const tiles = options.tiles.get();
    const theirs = tiles?.filter(({ participantId }) => participantId === other).slice(0, 8);
    if (theirs && !retired) options.signal({ type: 'view', tiles: theirs });
  }
}
