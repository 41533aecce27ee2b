import type { Participant } from '@converge/protocol/realtime/call';
import { expect, test } from 'vitest';
import { participant, participantId } from '../model/fixtures.ts';
import { newsOf } from '../model/news.ts';
import { cueFor } from './cues.ts';

const me = participantId(1);
const people = (...ns: number[]) => ns.map((n) => participant(n));
const raised = (n: number) => participant(n, { handRaisedAt: 5 });
const cue = (before: readonly Participant[], after: readonly Participant[]) =>
  cueFor(newsOf(before, after, me), after.length);

test('somebody comes, somebody goes, a hand goes up', () => {
  expect(cue(people(1, 2), people(1, 2, 3))).toBe('join');
  expect(cue(people(1, 2, 3), people(1, 3))).toBe('leave');
  expect(cue(people(1, 2), [participant(1), raised(2)])).toBe('hand');
});

test('what oneself does makes no sound, nor does coming in', () => {
  expect(cue([], people(1, 2, 3))).toBeNull();
  expect(cue(people(1, 2), [raised(1), participant(2)])).toBeNull();
  expect(cue(people(1, 2), people(1, 2))).toBeNull();
});

test('in a large call coming and going is silent, a hand is not', () => {
  const many = people(...Array.from({ length: 20 }, (_, i) => i + 1));
  expect(cue(many, [...many, participant(30)])).toBeNull();
  expect(cue(many, [participant(1), raised(2), ...many.slice(2)])).toBe('hand');
});

test('SEAT-1 who is away and comes back neither left nor came', () => {
  const away = [participant(1), participant(2, { presence: 'away' })];
  expect(newsOf(people(1, 2), away, me)).toEqual([]);
  expect(newsOf(away, people(1, 2), me)).toEqual([]);
});

test('a share is told by name', () => {
  const media = { microphone: 'on', camera: 'on', screen: 'on', screenAudio: 'off' } as const;
  expect(newsOf(people(1, 2), [participant(1), participant(2, { media })], me)).toEqual([
    { kind: 'sharing', name: 'Person 2' },
  ]);
});
