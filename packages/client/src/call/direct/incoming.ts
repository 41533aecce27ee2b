/**
 * What of the other one's is taken from the direct connection: what proved to come
 * by it, for as long as it does, and nothing that the call doesn't say is sent.
 */
import type { ParticipantId } from '@converge/protocol/ids';
import type { Participant } from '@converge/protocol/realtime/call';
import type { Tile } from '@converge/protocol/realtime/media';
import type { Clock } from '../../state/clock.ts';
import type { Log } from '../../state/log.ts';
import type { Scope } from '../../state/scope.ts';
import { createValue, type Value } from '../../state/value.ts';
import type { Counting } from '../quality/monitor.ts';
import type { RemoteTracks } from '../remote-tracks.ts';
import { type Choice, isDirect, nextChoice } from './choice.ts';
import { createFreeze } from './freeze.ts';
import type { Peer } from './peer.ts';
import { type Place, places } from './places.ts';
import { createProgress } from './progress.ts';
import { createTrust, type Flow } from './trust.ts';

export interface Incoming {
  /** What is taken from here for good; what is about to be given back isn't among it. */
  readonly direct: Value<readonly Place[]>;
  /** Something is still taken from here. */
  readonly used: Value<boolean>;
  /** Looks at what has come, and takes it from where it is right. */
  look(wanted: boolean): Promise<void>;
  /** What the other one may not send, or doesn't say they send, isn't played (SPEC P2P-7). */
  obey(): void;
  /** Everything is taken from the server until this flows calmly again. */
  distrust(): void;
}

export interface IncomingOptions {
  readonly peer: Peer;
  readonly other: ParticipantId;
  /** What the other one sends, as the call shows it. */
  readonly theirs: () => Participant['media'] | null;
  readonly tracks: RemoteTracks;
  /** What this device has on the screen. */
  readonly tiles: Value<readonly Tile[] | null>;
  /** The counters of what comes from the server. */
  readonly server: () => Counting | null;
  /** Each look says how the sound does. */
  readonly onFlow: (flow: Flow) => void;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * An encoder that begins again, on a line whose width it has to find out, may
 * stumble at first: pictures have to come steadily before they are relied upon.
 */
const steadyAfter = { microphone: 1, camera: 4, screen: 4 } as const satisfies Record<
  Place,
  number
>;

const server: Choice = { kind: 'server' };

export function createIncoming(options: IncomingOptions): Incoming {
  const { peer, other, theirs, tracks, scope, clock, log } = options;
  const choices = new Map<Place, Choice>(places.map((place) => [place, server]));
  const arriving = createProgress();
  const returning = createProgress();
  const trust = createTrust();
  const freeze = createFreeze();
  const direct = createValue<readonly Place[]>([], (a, b) => a.join() === b.join());
  const used = createValue(false);

  scope.onClose(() => {
    // What another connection has taken over meanwhile stays its own.
    for (const place of places) settle(place, server);
    used.set(false);
  });

  return {
    direct,
    used,
    look,
    obey,
    distrust: () => trust.lose(clock.now()),
  };

  async function look(wanted: boolean): Promise<void> {
    const leaving = [...choices.values()].some(({ kind }) => kind === 'leaving');
    if (!leaving) returning.forget();
    const [here, there] = await Promise.all([
      peer.getStats(),
      leaving ? options.server()?.getStats() : undefined,
    ]);
    if (scope.closed) return;
    choose(wanted, arriving.look(here.values()), returning.look(there?.values() ?? []));
  }

  function choose(wanted: boolean, came: Came, cameThere: Came): void {
    const now = clock.now();
    const voice = trackOf('microphone');
    const expected = theirs()?.microphone === 'on';
    options.onFlow(trust.look({ expected, comes: voice !== null && came(voice.id), now }));
    lookAtCamera(came, now);
    for (const place of places) {
      const track = trackOf(place);
      const beneath = tracks.beneath(other, place);
      const next = nextChoice(choices.get(place) ?? server, {
        sent: !isOff(place),
        missed: theirs()?.[place] === 'on',
        wanted: wanted && trust.allows(place, now) && (place !== 'camera' || freeze.allows(now)),
        direct: track !== null && came(track.id),
        server: beneath !== null && cameThere(beneath.id),
        steadyAfter: steadyAfter[place],
        now,
      });
      settle(place, next);
    }
    obey();
  }

  function lookAtCamera(came: Came, now: number): void {
    const camera = trackOf('camera');
    const due = choices.get('camera')?.kind === 'direct' && theirs()?.camera === 'on' && isShown();
    const frozen = freeze.look({ due, comes: camera !== null && came(camera.id), now });
    if (frozen) log.info('a picture stands still', { source: 'camera' });
  }

  /** What nobody looks at isn't encoded by the other one, either. */
  function isShown(): boolean {
    const shown = options.tiles.get() ?? [];
    return shown.some(
      ({ participantId, source }) => participantId === other && source === 'camera',
    );
  }

  function obey(): void {
    for (const place of places) {
      const track = trackOf(place);
      if (track) track.enabled = theirs()?.[place] === 'on';
      if (isOff(place)) settle(place, server);
    }
    publish();
  }

  function settle(place: Place, next: Choice): void {
    const now = choices.get(place) ?? server;
    choices.set(place, next);
    if (isDirect(now) === isDirect(next)) return;
    log.info('taken from', { source: place, from: isDirect(next) ? 'the other' : 'the server' });
    const track = trackOf(place);
    if (!track) return;
    if (isDirect(next)) tracks.overlay(other, place, track);
    else tracks.uncover(other, place, track);
  }

  function publish(): void {
    direct.set(places.filter((place) => choices.get(place)?.kind === 'direct'));
    used.set([...choices.values()].some(isDirect));
  }

  function trackOf(place: Place): MediaStreamTrack | null {
    return peer.lines.get()[places.indexOf(place)]?.receiver.track ?? null;
  }

  /** Who has left sends nothing, either. */
  function isOff(place: Place): boolean {
    return (theirs()?.[place] ?? 'off') === 'off';
  }
}

/** Whether more of a track has come since the last look. */
type Came = (trackId: string) => boolean;
