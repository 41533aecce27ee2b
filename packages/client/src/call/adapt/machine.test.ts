import { expect, test } from 'vitest';
import type { MeasuredStream } from '../types.ts';
import { machineSign } from './machine.ts';

const layer = (over: Partial<MeasuredStream> = {}): MeasuredStream => ({
  direction: 'sent',
  kind: 'video',
  participantId: null,
  source: 'camera',
  codec: 'VP8',
  bitrate: 500_000,
  loss: 0,
  jitter: null,
  width: 640,
  height: 360,
  framesPerSecond: 30,
  capturedPerSecond: 30,
  heldBack: { machine: 0, line: 0 },
  ...over,
});
const held = (machine: number, line = 0) => ({ heldBack: { machine, line } });

test.each([
  ['no camera is sent', [], 'unknown'],
  ['nobody takes it, so none is encoded', [layer({ framesPerSecond: 0 })], 'unknown'],
  ['all that is taken is encoded', [layer()], 'good'],
  ['the browser says that the processor is short', [layer(held(0.9))], 'bad'],
  ['it says so for a moment', [layer(held(0.3))], 'unknown'],
  ['half of the pictures are left out', [layer({ framesPerSecond: 14 })], 'bad'],
  ['a few are left out', [layer({ framesPerSecond: 22 })], 'unknown'],
  [
    'they are left out since the line is narrow',
    [layer({ framesPerSecond: 14, ...held(0, 1) })],
    'good',
  ],
  [
    'a camera in the dark gives few anyway',
    [layer({ framesPerSecond: 3, capturedPerSecond: 6 })],
    'good',
  ],
  [
    'a browser that doesn’t count what is taken',
    [layer({ framesPerSecond: 14, capturedPerSecond: 0 })],
    'good',
  ],
  [
    'of several layers the liveliest tells',
    [layer({ framesPerSecond: 0 }), layer(), layer({ framesPerSecond: 7 })],
    'good',
  ],
] as const)('ADAPT-8 whether a machine keeps up: %s', (_case, camera, sign) => {
  expect(machineSign(camera)).toBe(sign);
});
