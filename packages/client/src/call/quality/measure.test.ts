import { expect, test } from 'vitest';
import { measure } from './measure.ts';
import type { Sample, StreamCounters } from './sample.ts';

const stream = (over: Partial<StreamCounters> = {}): StreamCounters => ({
  id: 'a',
  to: 'sfu',
  direction: 'received',
  kind: 'audio',
  trackId: 'track-a',
  bytes: 0,
  packets: 0,
  lost: 0,
  jitter: 0.005,
  frames: 0,
  captured: 0,
  width: 0,
  height: 0,
  codec: 'opus',
  limited: { cpu: 0, bandwidth: 0, all: 0 },
  ...over,
});
const sample = (at: number, ...streams: StreamCounters[]): Sample => ({
  at,
  streams,
  roundTrip: 30,
  route: { protocol: 'udp', relay: null },
  outgoing: null,
});

test('QUAL-1 rates are what grew, by the time between', () => {
  const before = sample(1_000, stream({ bytes: 1_000, packets: 50, frames: 10, kind: 'video' }));
  const now = sample(3_000, stream({ bytes: 251_000, packets: 250, frames: 60, kind: 'video' }));
  const { received, sent, streams, roundTrip } = measure(before, now);
  expect(received).toEqual({ bitrate: 1_000_000, loss: 0, jitter: null });
  expect(sent).toEqual({ bitrate: 0, loss: null, jitter: null });
  expect(streams).toMatchObject([{ bitrate: 1_000_000, framesPerSecond: 25, codec: 'opus' }]);
  expect(roundTrip).toBe(30);
});

const grown = (over: Partial<StreamCounters>) => stream({ bytes: 1_000, packets: 100, ...over });

test.each<[string, Partial<StreamCounters>, number | null]>([
  ['lost among those that should have come', { packets: 90, lost: 10 }, 0.1],
  ['of what is sent, as the other side says', { direction: 'sent', packets: 100, lost: 10 }, 0.1],
  ['not known before the first report', { direction: 'sent', lost: null }, null],
  ['not known of a handful of packets', { packets: 5, lost: 2 }, null],
  ['duplicates are no gain', { lost: -4 }, 0],
  ['never more than all', { direction: 'sent', packets: 50, lost: 80 }, 1],
])('QUAL-1 loss: %s', (_case, over, loss) => {
  const { sent, received } = measure(sample(0), sample(6_000, grown(over)));
  expect((over.direction === 'sent' ? sent : received).loss).toBe(loss);
});

test('QUAL-1 a stream that begins, ends or is counted anew never gives a negative rate', () => {
  const old = stream({ bytes: 9_000, packets: 900, lost: 90 });
  const anew = measure(sample(0, old), sample(1_000, stream({ bytes: 500, packets: 25 })));
  expect(anew.received).toMatchObject({ bitrate: 4_000, loss: 0 });
  const ended = measure(sample(0, old), sample(1_000));
  expect(ended.received).toEqual({ bitrate: 0, loss: null, jitter: null });
  const still = measure(sample(0, old), sample(1_000, old));
  expect(still.streams).toEqual([]);
});

test('QUAL-8 what was lost on the sender’s own line isn’t this line’s loss', () => {
  const now = sample(
    6_000,
    grown({ id: 'a', trackId: 'theirs', packets: 50, lost: 50, jitter: 0.2 }),
    grown({ id: 'b', trackId: 'fine' }),
  );
  const unblamed = measure(sample(0), now);
  expect(unblamed.ownReceived).toEqual(unblamed.received);
  expect(unblamed.received).toMatchObject({ loss: 0.25, jitter: 200 });
  const fair = measure(sample(0), now, new Set(['theirs']));
  expect(fair.ownReceived).toMatchObject({ loss: 0, jitter: 5 });
  // What one hears is shown as it is, whoever is to blame.
  expect(fair.received).toEqual(unblamed.received);
});

/** What is sent to the other person, beside what goes to the server under the same name. */
const sentBeside = (voice: Partial<StreamCounters>, packets = 100) => [
  grown({ direction: 'sent', kind: 'video', to: 'person', packets, lost: 30 }),
  grown({ direction: 'sent', ...voice }),
];

test('QUAL-8 what is lost on the way to the other person isn’t this line’s loss, unless the voice is lost to the server, too', () => {
  const fine = measure(sample(0), sample(6_000, ...sentBeside({})));
  expect([fine.sent.loss, fine.ownSent.loss]).toEqual([0.15, 0]);
  const own = measure(sample(0), sample(6_000, ...sentBeside({ lost: 20 })));
  expect([own.sent.loss, own.ownSent.loss]).toEqual([0.25, 0.2]);
});

test('QUAL-8 of a voice that pauses it is looked back until there was enough of it', () => {
  const [long, short] = [sample(0), sample(14_000, ...sentBeside({ packets: 85, lost: 16 }))];
  const now = sample(20_000, ...sentBeside({ packets: 100, lost: 20 }, 200));
  expect(measure(short, now).ownSent.loss).toBe(null);
  expect(measure(short, now, new Set(), [long]).ownSent.loss).toBe(0.2);
});

const held = (limited: StreamCounters['limited']) =>
  grown({ direction: 'sent', kind: 'video', limited });

test.each([
  ['free', { cpu: 0, bandwidth: 0, all: 60 }, null],
  ['the machine, most of the time', { cpu: 5.5, bandwidth: 0, all: 60 }, 'machine'],
  ['the line, most of the time', { cpu: 0, bandwidth: 6, all: 60 }, 'narrow'],
  ['for a moment only', { cpu: 2, bandwidth: 2, all: 60 }, null],
  ['while it still finds out what the line carries', { cpu: 0, bandwidth: 6, all: 8 }, null],
] as const)('QUAL-1 what holds the picture back: %s', (_case, limited, expected) => {
  const before = sample(0, stream({ direction: 'sent', kind: 'video' }));
  expect(measure(before, sample(6_000, held(limited))).limited).toBe(expected);
});
