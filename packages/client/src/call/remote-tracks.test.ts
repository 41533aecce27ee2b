import type { ConsumerId } from '@converge/protocol/ids';
import { expect, test } from 'vitest';
import { FakeTrack } from '../testing/fake-media.ts';
import { participantId } from '../testing/make.ts';
import { createRemoteTracks } from './remote-tracks.ts';

const ada = participantId(1);
const id = (n: number) => `consumer-${n}` as ConsumerId;
const track = () => new FakeTrack('video', 'camera');

test('P2P-4 what comes directly lies over what comes from the server, whatever comes later', () => {
  const tracks = createRemoteTracks();
  const [first, direct, second] = [track(), track(), track()];
  const shown = tracks.one(ada, 'camera');
  tracks.add(id(1), { participantId: ada, source: 'camera', track: first });
  tracks.overlay(ada, 'camera', direct);
  expect(shown.get()).toBe(direct);
  expect(tracks.all.get()).toHaveLength(1);
  tracks.add(id(2), { participantId: ada, source: 'camera', track: second });
  expect(shown.get()).toBe(direct);
  expect(tracks.beneath(ada, 'camera')).toBe(second);
  tracks.uncover(ada, 'camera', direct);
  expect(shown.get()).toBe(second);
});

test('P2P-4 a direct connection that ends takes nothing away from the one that follows it', () => {
  const tracks = createRemoteTracks();
  const [server, first, second] = [track(), track(), track()];
  const shown = tracks.one(ada, 'camera');
  tracks.add(id(1), { participantId: ada, source: 'camera', track: server });
  tracks.overlay(ada, 'camera', first);
  tracks.overlay(ada, 'camera', second);
  tracks.uncover(ada, 'camera', first);
  expect(shown.get()).toBe(second);
  tracks.uncover(ada, 'camera', second);
  expect(shown.get()).toBe(server);
});

test('CALL-11 of whoever has left nothing is kept, and of the others everything', () => {
  const tracks = createRemoteTracks();
  const [bea, cid] = [participantId(2), participantId(3)];
  const [adas, cids] = [track(), track()];
  tracks.add(id(1), { participantId: ada, source: 'camera', track: adas });
  tracks.add(id(3), { participantId: cid, source: 'camera', track: cids });
  const [shown, gone, parting] = [ada, bea, cid].map((one) => tracks.one(one, 'camera'));
  tracks.keepOnly(new Set([ada]));
  expect(tracks.one(ada, 'camera')).toBe(shown);
  expect(tracks.one(bea, 'camera')).not.toBe(gone);
  // Their picture still runs: who shows it hears of its end, and then it is forgotten.
  expect(tracks.one(cid, 'camera')).toBe(parting);
  tracks.remove(id(3));
  expect(parting?.get()).toBe(null);
  tracks.keepOnly(new Set([ada]));
  expect(tracks.one(cid, 'camera')).not.toBe(parting);
});

test('P2P-4 other transports to the server take nothing away from what comes directly', () => {
  const tracks = createRemoteTracks();
  const direct = track();
  tracks.add(id(1), { participantId: ada, source: 'camera', track: track() });
  tracks.add(id(2), { participantId: ada, source: 'screen', track: track() });
  tracks.overlay(ada, 'camera', direct);
  tracks.clear();
  expect(tracks.one(ada, 'camera').get()).toBe(direct);
  expect(tracks.one(ada, 'screen').get()).toBe(null);
  expect(tracks.all.get().map((one) => one.track)).toEqual([direct]);
  tracks.uncover(ada, 'camera', direct);
  expect(tracks.one(ada, 'camera').get()).toBe(null);
});
