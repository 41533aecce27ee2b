import { expect, test } from 'vitest';
import { outcomeOf } from './arrival-outcome.ts';

test('METRIC-2 while nobody sends anything nobody misses a path, and then everybody without one does', () => {
  const [mute, loud] = [{ sending: new Map() }, { sending: new Map([['microphone', 'one']]) }];
  expect(outcomeOf({ connected: null }, [mute, mute])).toBe('ok');
  expect(outcomeOf({ connected: null }, [mute, loud])).toBe('no_media');
  expect(outcomeOf({ connected: 300 }, [mute, loud])).toBe('ok');
});
