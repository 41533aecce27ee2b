import type { ParticipantId } from '@converge/protocol/ids';
import { expect, test } from 'vitest';
import { type LogDetails, silentLog } from '../../state/log.ts';
import type { CallMeasure } from '../types.ts';
import { createPictureLog } from './picture-log.ts';

const anna = 'anna' as ParticipantId;
const stream = (participantId: ParticipantId | null, width: number, height: number) => ({
  direction: participantId === null ? ('sent' as const) : ('received' as const),
  kind: 'video' as const,
  codec: 'VP8',
  ...{ width, height, participantId, source: 'camera' as const },
  ...{ bitrate: 1, loss: null, jitter: null, framesPerSecond: 30, capturedPerSecond: 30 },
  heldBack: { machine: 0, line: 0 },
});
const nothing = { bitrate: 0, loss: null, jitter: null };
const measure = (
  streams: CallMeasure['streams'],
  limited: CallMeasure['limited'] = null,
  outgoing: number | null = null,
): CallMeasure => ({
  ...{ at: 0, sent: nothing, ownSent: nothing, received: nothing, ownReceived: nothing },
  ...{ roundTrip: null, limited, route: null, outgoing, streams },
});

test('CHECK-6 the log says which layers are sent and received when they are others, and not at every measure', () => {
  const lines: [string, LogDetails | undefined][] = [];
  const note = createPictureLog({
    ...silentLog,
    debug: (what, details) => lines.push([what, details]),
  });
  const own = [stream(null, 640, 360), stream(null, 320, 180)];
  note(measure([...own, stream(anna, 320, 180)]));
  note(measure([...own.toReversed(), stream(anna, 320, 180)]));
  note(measure([...own, stream(anna, 1280, 720)], 'narrow'));
  note(measure(own.slice(1)));
  const received = { direction: 'received', participantId: anna, source: 'camera' };
  const sent = { direction: 'sent', participantId: null, source: 'camera' };
  expect(lines).toEqual([
    ['layers', { ...sent, sizes: ['320x180', '640x360'] }],
    ['layers', { ...received, sizes: ['320x180'] }],
    ['layers', { ...received, sizes: ['1280x720'] }],
    ['own picture held back', { by: 'narrow' }],
    ['layers', { ...sent, sizes: ['320x180'] }],
    ['layers', { ...received, sizes: [] }],
    ['own picture held back', { by: null }],
  ]);
});

test('CHECK-6 the log says what the way up carries when it is another by a quarter', () => {
  const lines: unknown[] = [];
  const note = createPictureLog({ ...silentLog, debug: (_what, details) => lines.push(details) });
  for (const bitrate of [null, 1_000, 1_200, 1_260, 1_000, 900]) note(measure([], null, bitrate));
  expect(lines).toEqual([{ bitrate: 1_000 }, { bitrate: 1_260 }, { bitrate: 900 }]);
});
