import type { Participant } from '@converge/protocol/realtime/call';
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

/** A direct connection by which more comes at each look. */
function connect(tracks: RemoteTracks) {
  const scope = createScope();
  const came = places.map((place) => new FakeTrack(kindAt(place), `direct-${place}`));
  let count = 0;
  // Only what is asked of the connection.
  const peer: Pick<Peer, 'lines' | 'getStats'> = {
    lines: createValue(
      came.map((track) => ({ receiver: { track } })) as unknown as RTCRtpTransceiver[],
    ),
    async getStats() {
      count += 10;
      const stat = ({ id, kind }: FakeTrack) => ({
        ...{ type: 'inbound-rtp', trackIdentifier: id, kind },
        ...{ packetsReceived: count, framesDecoded: count },
      });
      return new Map(came.map((track) => [track.id, stat(track)])) as unknown as RTCStatsReport;
    },
  };
  const incoming = createIncoming({
    ...{ peer: peer as Peer, other, tracks, scope },
    theirs: () => media,
    server: () => null,
    onFlow: () => {},
    clock: createFakeClock(),
    log: silentLog,
  });
  const [, camera] = came;
  return { scope, incoming, camera };
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
