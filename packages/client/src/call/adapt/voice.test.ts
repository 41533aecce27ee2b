import { expect, test } from 'vitest';
import { nextVoice, type Voice, type VoiceLook, voiceAtFirst, voiceOf } from './voice.ts';

const look = (over: Partial<VoiceLook> & { loss?: number | null } = {}): VoiceLook => ({
  outgoing: 2_000_000,
  sent: { bitrate: 600_000, loss: over.loss === undefined ? 0 : over.loss, jitter: null },
  besidePicture: true,
  pictureHeld: false,
  ...over,
});

/** What a voice becomes, looked at every two seconds. */
function hear(...parts: readonly (readonly [VoiceLook, seconds: number])[]): Voice[] {
  let care = voiceAtFirst(0);
  let now = 0;
  return parts.map(([seen, seconds]) => {
    for (const end = now + seconds * 1_000; now < end; now += 2_000) {
      care = nextVoice(care, seen, now);
    }
    return voiceOf(care);
  });
}

test.each<[string, VoiceLook, Voice]>([
  ['a good line', look(), 'usual'],
  ['nothing is known of it', look({ outgoing: null, loss: null }), 'usual'],
  ['some packets get lost', look({ loss: 0.08 }), 'guarded'],
  ['a third of them gets lost', look({ loss: 0.33 }), 'spare'],
  ['the line is thin', look({ outgoing: 70_000 }), 'spare'],
  ['thin and lossy', look({ outgoing: 70_000, loss: 0.1 }), 'spare'],
  ['the picture is held back already', look({ pictureHeld: true }), 'spare'],
  [
    'a voice alone is too little to estimate by',
    look({ outgoing: 70_000, besidePicture: false }),
    'usual',
  ],
  ['no estimate, but a queue that overflows', look({ outgoing: null, loss: 0.4 }), 'spare'],
])('ADAPT-10 the voice: %s', (_case, seen, voice) => {
  expect(hear([seen, 30])).toEqual([voice]);
});

test('ADAPT-10 a hiccup changes nothing, and what changed comes back when the line has been good for a while', () => {
  expect(hear([look(), 10], [look({ loss: 0.1 }), 2], [look(), 10])[1]).toBe('usual');
  expect(hear([look({ outgoing: 60_000 }), 20], [look(), 14], [look(), 20])).toEqual([
    'spare',
    'spare',
    'usual',
  ]);
});

test('ADAPT-10 a line that comes and goes doesn’t change the voice with every turn', () => {
  const turns = Array.from(
    { length: 100 },
    (_, n) => [look({ outgoing: n % 2 ? 2_000_000 : 60_000 }), 12] as const,
  );
  const voices = hear(...turns);
  expect(voices.filter((voice, at) => at > 0 && voice !== voices[at - 1]).length).toBeLessThan(6);
});
