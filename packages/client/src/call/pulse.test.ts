import { expect, test } from 'vitest';
import { isSilent, nextPulse, type Pulse, pulseAtFirst } from './pulse.ts';

const LOOK_MS = 200;

/** Walks through looks: of each, whether something was sent and whether something came. */
function walk(looks: readonly { readonly sent: boolean; readonly came: boolean }[]) {
  let now = 0;
  let [heard, sent] = [0, 0];
  let pulse: Pulse = pulseAtFirst({ heard, sent, now });
  return looks.map((look) => {
    now += LOOK_MS;
    heard += look.came ? 1 : 0;
    sent += look.sent ? 1 : 0;
    pulse = nextPulse(pulse, { heard, sent, now });
    return isSilent(pulse, now);
  });
}

const times = <T>(n: number, item: (at: number) => T): T[] =>
  Array.from({ length: n }, (_, at) => item(at));
const speaking = times(25, () => ({ sent: true, came: true }));
const silence = times(10, () => ({ sent: true, came: false }));
const firstSilent = (looks: Parameters<typeof walk>[0], after: number) =>
  (walk(looks).indexOf(true, after) - after + 1) * LOOK_MS;

test('RT-11 a voice that isn’t answered for less than half a second is silence', () => {
  expect(walk(speaking)).not.toContain(true);
  expect(firstSilent([...speaking, ...silence], speaking.length)).toBe(400);
});

test('RT-11 who says nothing sends a packet every 400 ms, and is given more time', () => {
  const pausing = times(25, (at) => ({ sent: at % 2 === 0, came: at % 2 === 0 }));
  expect(walk(pausing)).not.toContain(true);
  const dead = times(10, (at) => ({ sent: at % 2 === 0, came: false }));
  const after = firstSilent([...pausing, ...dead], pausing.length);
  expect(after).toBeGreaterThan(400);
  expect(after).toBeLessThanOrEqual(800);
});

test('RT-11 on a line that loses a third, gaps are usual and no silence', () => {
  // Of every row of three looks one or two bring nothing: no chance, so that it fails always or never.
  const lossy = times(60, (at) => ({ sent: true, came: at % 3 === 0 || at % 7 === 0 }));
  expect(walk(lossy).slice(10)).not.toContain(true);
});

test('RT-11 who sends nothing misses no answer', () => {
  const still = times(50, () => ({ sent: false, came: false }));
  expect(walk([...speaking, ...still])).not.toContain(true);
});

test('RT-11 a path that is only listened to is judged by what comes', () => {
  let pulse = pulseAtFirst({ heard: 0, sent: null, now: 0 });
  for (let at = 1; at <= 25; at++)
    pulse = nextPulse(pulse, { heard: at, sent: null, now: at * 200 });
  for (const at of [1, 2])
    pulse = nextPulse(pulse, { heard: 25, sent: null, now: 5_000 + at * 200 });
  expect(isSilent(pulse, 5_400)).toBe(true);
});
