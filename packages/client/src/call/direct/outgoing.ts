/** What of mine runs through the direct lines: the same tracks that go to the server. */
import type { ParticipantId } from '@converge/protocol/ids';
import type { Tile } from '@converge/protocol/realtime/media';
import type { Log } from '../../state/log.ts';
import type { Scope } from '../../state/scope.ts';
import { createSerialQueue } from '../../state/serial-queue.ts';
import type { Value } from '../../state/value.ts';
import type { Adaptation } from '../adapt/adaptation.ts';
import { speak } from '../adapt/speak.ts';
import { voiceEncodings } from '../adapt/voice.ts';
import type { LocalMedia } from '../types.ts';
import type { Peer } from './peer.ts';
import { type Place, places } from './places.ts';
import { sizeFor } from './size.ts';

export interface Outgoing {
  /** What the other one has on the screen. */
  shown(tiles: readonly Tile[]): void;
}

export interface OutgoingOptions {
  readonly peer: Peer;
  readonly local: LocalMedia;
  readonly self: ParticipantId;
  readonly saving: Value<boolean>;
  readonly adaptation: Adaptation;
  readonly scope: Scope;
  readonly log: Log;
}

export function createOutgoing(options: OutgoingOptions): Outgoing {
  const { peer, local, self, saving, adaptation, scope, log } = options;
  let tiles: readonly Tile[] | null = null;
  /** A sender's parameters are read and then set: two at once would refuse each other. */
  const queue = createSerialQueue();
  scope.onClose(queue.close);

  for (const place of places) scope.onClose(local[place].subscribe(() => follow(place)));
  scope.onClose(local.screenAudio.subscribe(() => follow('screen')));
  const { size: taken, held, voice, coarser, shared } = adaptation;
  for (const limit of [saving, taken, held, voice, coarser, shared]) {
    scope.onClose(limit.subscribe(resize));
  }
  scope.onClose(peer.lines.subscribe(() => places.forEach(follow)));
  scope.onClose(peer.state.subscribe(resize));
  places.forEach(follow);

  return {
    shown(next) {
      tiles = next;
      resize();
    },
  };

  /** Brings a line to what is wanted of it when its turn comes, which may be something newer by then. */
  function follow(place: Place): void {
    queue
      .push(() => bring(place))
      .catch((error: unknown) => {
        if (!scope.closed) log.debug('a direct line stays as it is', { source: place, error });
      });
  }

  async function bring(place: Place): Promise<void> {
    const line = peer.lines.get()[places.indexOf(place)];
    const track = trackAt(place);
    if (!line) return;
    if (line.sender.track !== track) await line.sender.replaceTrack(track);
    if (track) await size(place, line, track);
  }

  function trackAt(place: Place): MediaStreamTrack | null {
    if (place === 'screen' && local.screenAudio.get().kind === 'on') return null;
    const source = local[place].get();
    // Of a muted microphone nothing is sent, not even silence.
    return source.kind === 'on' ? source.track : null;
  }

  function resize(): void {
    places.forEach(follow);
  }

  async function size(
    place: Place,
    { sender }: RTCRtpTransceiver,
    track: MediaStreamTrack,
  ): Promise<void> {
    if (place === 'microphone') return speak(sender, voiceEncodings[voice.get()]);
    const parameters = sender.getParameters();
    const [encoding] = parameters.encodings;
    // Before the first negotiation there are none; the connection's state brings us back.
    if (!encoding) return;
    const tile = tiles?.find(
      ({ participantId, source }) => participantId === self && source === place,
    );
    const wanted = sizeFor(place, {
      tile: tiles ? (tile ?? null) : undefined,
      settings: track.getSettings(),
      saving: saving.get(),
      held: held.get(),
      coarser: coarser.get(),
    });
    const same =
      encoding.active === wanted.active &&
      encoding.scaleResolutionDownBy === wanted.scaleResolutionDownBy &&
      encoding.maxBitrate === wanted.maxBitrate;
    if (same) return;
    Object.assign(encoding, wanted);
    await sender.setParameters(parameters);
  }
}
