import type { ParticipantId } from '@converge/protocol/ids';
import type { Source } from '@converge/protocol/realtime/media';
import { expect, test } from 'vitest';
import { createValue } from '../state/value.ts';
import { FakeTrack } from '../testing/fake-media.ts';
import { participantId } from '../testing/make.ts';
import { settle } from '../testing/settle.ts';
import { type AudioOut, createPlayback } from './playback.ts';
import type { RemoteTrack } from './types.ts';

function setUp() {
  const tracks = createValue<readonly RemoteTrack[]>([]);
  const speaker = createValue<string | null>(null);
  const made: (AudioOut & { playing: boolean; sink: string | null })[] = [];
  let blocked = false;
  const playback = createPlayback({
    tracks,
    speaker,
    createAudio() {
      const audio: (typeof made)[number] = {
        srcObject: null,
        playing: false,
        sink: null,
        async play() {
          if (blocked) throw new DOMException('', 'NotAllowedError');
          audio.playing = true;
        },
        pause() {
          audio.playing = false;
        },
        async setSinkId(id) {
          audio.sink = id;
        },
      };
      made.push(audio);
      return audio;
    },
  });
  const of = (n: number, source: Source): RemoteTrack => ({
    participantId: participantId(n) as ParticipantId,
    source,
    track: new FakeTrack(source === 'camera' ? 'video' : 'audio', `${n}`),
  });
  return {
    tracks,
    speaker,
    made,
    playback,
    of,
    block: (now: boolean) => {
      blocked = now;
    },
  };
}

test('what is heard of others is played once each, pictures aren’t, and what ends falls silent', async () => {
  const { tracks, made, of, playback } = setUp();
  const [ada, bob] = [of(1, 'microphone'), of(2, 'screenAudio')];
  tracks.set([ada, of(1, 'camera')]);
  tracks.set([ada, bob]);
  await settle();
  expect(made.map((audio) => audio.playing)).toEqual([true, true]);
  tracks.set([bob]);
  expect(made.map((audio) => audio.playing)).toEqual([false, true]);
  playback.close();
  tracks.set([ada]);
  expect(made.map((audio) => audio.playing)).toEqual([false, false]);
});

test('sound goes to the chosen speaker, also when it is chosen later', async () => {
  const { tracks, speaker, made, of } = setUp();
  speaker.set('headset');
  tracks.set([of(1, 'microphone')]);
  expect(made[0]?.sink).toBe('headset');
  speaker.set(null);
  expect(made[0]?.sink).toBe('');
});

test('a browser that wants a gesture first is said so, and after one it plays', async () => {
  const { tracks, made, of, playback, block } = setUp();
  block(true);
  tracks.set([of(1, 'microphone')]);
  await settle();
  expect(playback.state.get()).toBe('blocked');
  block(false);
  playback.resume();
  await settle();
  expect(playback.state.get()).toBe('playing');
  expect(made[0]?.playing).toBe(true);
});

test('P2P-4 what takes the place of another sound plays before that one falls silent', async () => {
  const { tracks, made, of } = setUp();
  const [server, direct] = [of(1, 'microphone'), of(1, 'microphone')];
  tracks.set([server]);
  await settle();
  tracks.set([direct]);
  expect(made.map((audio) => audio.playing)).toEqual([true, true]);
  await settle();
  expect(made.map((audio) => audio.playing)).toEqual([false, true]);
});

test('P2P-4 ways that change back in the same moment leave the one that is wanted', async () => {
  const { tracks, made, of } = setUp();
  const [server, direct] = [of(1, 'microphone'), of(1, 'microphone')];
  tracks.set([server]);
  await settle();
  tracks.set([direct]);
  tracks.set([server]);
  await settle();
  expect(made.map((audio) => audio.playing)).toEqual([true, false]);
});
