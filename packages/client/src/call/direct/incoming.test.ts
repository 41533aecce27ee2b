import type { Participant } from '@converge/protocol/realtime/call';
import type { Tile } from '@converge/protocol/realtime/media';
import { expect, test } from 'vitest';
import { silentLog } from '../../state/log.ts';
import { createScope } from '../../state/scope.ts';
import { createValue } from '../../state/value.ts';
import { createFakeClock } from '../../testing/fake-clock.ts';
import { FakeTrack } from '../../testing/fake-media.ts';
import { participantId } from '../../testing/make.ts';
import { createRemoteTracks, type RemoteTracks } from '../remote-tracks.ts';
import { createIncoming } from './incoming.ts';
import type { Peer } from './peer.ts';
import { kindAt, places } from './places.ts';

const other = participantId(2);
const media: Participant['media'] = {
  microphone: 'on',
  camera: 'on',
  screen: 'off',
  screenAudio: 'off',
};

const LOOK_MS = 150;

/** A direct connection by which more comes at each look, but of what stands `still`. */
function connect(tracks: RemoteTracks) {
  const scope = createScope();
  const came = places.map((place) => new FakeTrack(kindAt(place), `direct-${place}`));
  const counts = new Map(came.map(({ id }) => [id, 0]));
  const still = new Set<FakeTrack>();
  const clock = createFakeClock();
  const tiles = createValue<readonly Tile[] | null>([
    { participantId: other, source: 'camera', width: 640, height: 360 },
  ]);
  // Only what is asked of the connection.
  const peer: Pick<Peer, 'lines' | 'getStats'> = {
    lines: createValue(
      came.map((track) => ({ receiver: { track } })) as unknown as RTCRtpTransceiver[],
    ),
    async getStats() {
      const stat = (track: FakeTrack) => {
        const { id, kind } = track;
        const count = (counts.get(id) ?? 0) + (still.has(track) ? 0 : 10);
        counts.set(id, count);
        return {
          ...{ type: 'inbound-rtp', trackIdentifier: id, kind },
          ...{ packetsReceived: count, framesDecoded: count },
        };
      };
      return new Map(came.map((track) => [track.id, stat(track)])) as unknown as RTCStatsReport;
    },
  };
  const incoming = createIncoming({
    ...{ peer: peer as Peer, other, tracks, tiles, scope, clock },
    theirs: () => media,
    server: () => null,
    onFlow: () => {},
    log: silentLog,
  });
  const [, camera] = came;
  /** Looks for so long, as often as it is looked. */
  const watch = async (ms: number) => {
    for (let at = 0; at < ms; at += LOOK_MS) {
      await clock.advance(LOOK_MS);
      await incoming.look(true);
    }
  };
  return { scope, incoming, camera, still, tiles, watch };
}

test('P2P-4 the end of a connection that was given up takes nothing away from the one that follows', async () => {
  const tracks = createRemoteTracks();
  const shown = tracks.one(other, 'camera');
  const first = connect(tracks);
  for (let look = 0; look < 2; look++) await first.incoming.look(true);
  expect(shown.get()).toBe(first.camera);

  const second = connect(tracks);
  for (let look = 0; look < 2; look++) await second.incoming.look(true);
  expect(shown.get()).toBe(second.camera);
  await first.incoming.look(false);
  first.scope.close();
  expect(shown.get()).toBe(second.camera);
  expect(tracks.all.get()).toHaveLength(2);

  second.scope.close();
  expect(shown.get()).toBe(null);
});

test('P2P-11 a camera that stands still is taken from the server, while the voice stays', async () => {
  const { incoming, camera, still, watch } = connect(createRemoteTracks());
  await watch(600);
  expect(incoming.direct.get()).toEqual(['microphone', 'camera']);
  if (camera) still.add(camera);
  await watch(3_900);
  expect(incoming.direct.get()).toEqual(['microphone', 'camera']);
  await watch(600);
  expect(incoming.direct.get()).toEqual(['microphone']);
  // It is back, and not to be relied upon yet.
  still.clear();
  await watch(20_000);
  expect(incoming.direct.get()).toEqual(['microphone']);
  await watch(12_000);
  expect(incoming.direct.get()).toEqual(['microphone', 'camera']);
});

test('P2P-11 a camera that nobody looks at may stand still', async () => {
  const { incoming, camera, still, tiles, watch } = connect(createRemoteTracks());
  await watch(600);
  tiles.set([]);
  if (camera) still.add(camera);
  await watch(20_000);
  expect(incoming.direct.get()).toEqual(['microphone', 'camera']);
});
