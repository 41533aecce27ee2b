import type { CallMeasure, MeasuredStream } from '@converge/client/call/types';
import { expect, test } from 'vitest';
import { participantId } from '../model/fixtures.ts';
import { plotsOf, streamRows } from './model.ts';

const stream = (over: Partial<MeasuredStream>): MeasuredStream => ({
  direction: 'sent',
  kind: 'video',
  participantId: null,
  source: 'camera',
  codec: 'VP8',
  bitrate: 100,
  loss: 0,
  jitter: 1,
  width: 320,
  height: 180,
  framesPerSecond: 30,
  capturedPerSecond: 30,
  heldBack: { machine: 0, line: 0 },
  ...over,
});
const measure = (over: Partial<CallMeasure> = {}): CallMeasure => ({
  at: 0,
  sent: { bitrate: 500, loss: 0.02, jitter: 3 },
  ownSent: { bitrate: 500, loss: 0.02, jitter: 3 },
  received: { bitrate: 900, loss: null, jitter: 7 },
  ownReceived: { bitrate: 900, loss: null, jitter: 7 },
  roundTrip: 40,
  limited: null,
  route: null,
  outgoing: null,
  streams: [],
  ...over,
});

test('QUAL-1 each number has its course and its latest value', () => {
  const plots = plotsOf([measure(), measure({ roundTrip: null })]);
  expect(plots.map(({ kind, latest }) => [kind, latest])).toEqual([
    ['sentBitrate', 500],
    ['receivedBitrate', 900],
    ['sentLoss', 0.02],
    ['receivedLoss', null],
    ['roundTrip', null],
    ['jitter', 7],
  ]);
  expect(plots.find(({ kind }) => kind === 'roundTrip')?.values).toEqual([40, null]);
  expect(plotsOf([]).every(({ latest, values }) => latest === null && values.length === 0)).toBe(
    true,
  );
});

test('QUAL-1 the sizes of one picture are one row, the largest first', () => {
  const rows = streamRows([
    stream({}),
    stream({ width: 1280, height: 720, bitrate: 900, framesPerSecond: 24 }),
    stream({ kind: 'audio', source: 'microphone', codec: 'opus', width: 0, bitrate: 30 }),
    stream({ direction: 'received', participantId: participantId(2), bitrate: 400 }),
    stream({ direction: 'received', participantId: participantId(3), bitrate: 700 }),
  ]);
  expect(
    rows.map(({ source, bitrate, participantId }) => [source, bitrate, participantId]),
  ).toEqual([
    ['camera', 1_000, null],
    ['camera', 700, participantId(3)],
    ['camera', 400, participantId(2)],
    ['microphone', 30, null],
  ]);
  expect(rows[0]?.pictures.map(({ width }) => width)).toEqual([1280, 320]);
  expect(rows.at(-1)?.pictures).toEqual([]);
});
