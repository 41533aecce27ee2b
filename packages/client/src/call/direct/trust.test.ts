import { expect, test } from 'vitest';
import { createTrust } from './trust.ts';

/** Looks at the sound, 150 ms apart, and says what each look found. */
function listen(...comes: readonly boolean[]) {
  const trust = createTrust();
  const found = comes.map((came, at) => trust.look({ expected: true, comes: came, now: at * 150 }));
  return { trust, found, now: comes.length * 150 };
}

const silent = (looks: number) => Array.from({ length: looks }, () => false);

test('P2P-5 without sound the voice is given up within half a second, and pictures later', () => {
  const { trust, found, now } = listen(true, true, ...silent(3));
  expect(found.slice(2)).toEqual(['doubtful', 'doubtful', 'stalled']);
  expect(trust.allows('microphone', now)).toBe(false);
  expect(trust.allows('camera', now)).toBe(true);
  const longer = listen(true, ...silent(10));
  expect(longer.found.at(-1)).toBe('gone');
  expect(longer.trust.allows('camera', longer.now)).toBe(false);
});

test('P2P-5 a voice that comes again is trusted after it has come calmly for a while', () => {
  const { trust, now } = listen(true, ...silent(4), true);
  expect(trust.allows('microphone', now)).toBe(false);
  expect(trust.allows('microphone', now + 3_000)).toBe(true);
});

test('P2P-5 sound that never came, or isn’t to come, is missed by nobody', () => {
  expect(listen(...silent(20)).found.every((flow) => flow === 'well')).toBe(true);
  const trust = createTrust();
  trust.look({ expected: true, comes: true, now: 0 });
  const muted = [150, 300, 450, 600].map((now) =>
    trust.look({ expected: false, comes: false, now }),
  );
  expect(muted).toEqual(['well', 'well', 'well', 'well']);
});
