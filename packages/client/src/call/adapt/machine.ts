/**
 * Whether this machine keeps up with its own camera, and how large a picture it
 * should take where it doesn't (SPEC ADAPT-8). Pure.
 */
import type { CameraSize, MeasuredStream } from '../types.ts';
import type { LadderRules, Sign } from './ladder.ts';

/** From what is taken of a camera that has no trouble, to what any machine manages. */
export const cameraSizes = [
  { width: 1280, height: 720, framesPerSecond: 30 },
  { width: 960, height: 540, framesPerSecond: 30 },
  { width: 640, height: 360, framesPerSecond: 30 },
  { width: 640, height: 360, framesPerSecond: 15 },
] as const satisfies readonly CameraSize[];

export const fullSize: CameraSize = cameraSizes[0];

export const machineRules: LadderRules = {
  last: cameraSizes.length - 1,
  badMs: 6_000,
  // Measures look back over six seconds.
  settleMs: 8_000,
  firstWaitMs: 60_000,
  longestWaitMs: 480_000,
};

/** Of the time, in which the browser itself says that the processor is short. */
const CPU_BAD = 0.6;
const CPU_GOOD = 0.1;
/** A line that holds the encoder back lets it drop pictures as well, and says nothing about the machine. */
const LINE_HOLDS = 0.2;
/** Of the pictures that come from the camera, how many must be encoded. */
const ENCODED_BAD = 0.6;
const ENCODED_GOOD = 0.85;
/** A camera in the dark gives few, of which a few that are missing say nothing. */
const CAPTURED_MIN = 8;

/** What the streams of the own camera tell, one for each layer that is encoded. */
export function machineSign(camera: readonly MeasuredStream[]): Sign {
  const encoded = Math.max(0, ...camera.map(({ framesPerSecond }) => framesPerSecond));
  // Nobody wants the picture, so there is nothing to keep up with.
  if (encoded === 0) return 'unknown';
  const held = (by: 'machine' | 'line') => Math.max(...camera.map(({ heldBack }) => heldBack[by]));
  if (held('machine') >= CPU_BAD) return 'bad';
  const captured = Math.max(...camera.map(({ capturedPerSecond }) => capturedPerSecond));
  const tells = captured >= CAPTURED_MIN && held('line') < LINE_HOLDS;
  const share = tells ? encoded / captured : 1;
  if (share < ENCODED_BAD) return 'bad';
  return held('machine') <= CPU_GOOD && share >= ENCODED_GOOD ? 'good' : 'unknown';
}
