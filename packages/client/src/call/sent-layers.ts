/**
 * Which simulcast layers of one producer are encoded: no more than somebody
 * receives (SPEC ADAPT-1), and no more than this device wants to give.
 */
import type { types } from 'mediasoup-client';

/** The highest layer that is sent, from 0; null: nothing; 'all': whatever there is. */
export type MaxLayer = number | null | 'all';

/** The lower of two. */
export function lowerOf(a: MaxLayer, b: MaxLayer): MaxLayer {
  if (a === null || b === null) return null;
  if (a === 'all') return b;
  return b === 'all' ? a : Math.min(a, b);
}

/** A picture of which the short side is so small is as large as the middle layer should be. */
const HALF_PX = 400;

/**
 * By how much each layer is smaller than what is taken. Of a camera that gives
 * only 360 lines, the lower two layers keep the sizes that everybody counts with,
 * and there is none above them; the highest layer to send then is the middle one.
 */
export function shapesFor({ width = 0, height = 0 }: MediaTrackSettings): {
  readonly shapes: readonly LayerShape[];
  readonly max: MaxLayer;
} {
  const short = Math.min(width, height);
  return short > 0 && short <= HALF_PX
    ? { shapes: shapesOf([2, 1, 1]), max: 1 }
    : { shapes: shapesOf([4, 2, 1]), max: 'all' };
}

const shapesOf = (scales: readonly number[]): LayerShape[] =>
  scales.map((scaleResolutionDownBy) => ({ scaleResolutionDownBy }));

/** How one layer is encoded, as far as it changes while it is sent. */
export type LayerShape = Pick<
  RTCRtpEncodingParameters,
  'scaleResolutionDownBy' | 'maxBitrate' | 'maxFramerate'
>;

/** W3C webrtc-extensions; browsers that don't know it pass over it. */
interface WithKeyFrames extends RTCSetParameterOptions {
  readonly encodingOptions: readonly { readonly keyFrame: boolean }[];
}

/**
 * Encodes the layers up to `max` and no others, each in its shape where one is
 * given. The track stays, so that a picture is there again with the next frame;
 * nothing is negotiated anew. A browser whose encodings can't be changed goes on
 * sending.
 * @param atOnce whole pictures are made now: a page that stands still gives one a second
 */
export async function encodeUpTo(
  producer: types.Producer,
  max: MaxLayer,
  shapes: readonly LayerShape[] = [],
  atOnce = false,
): Promise<void> {
  const sender = producer.rtpSender;
  // A producer that was closed meanwhile has nothing to be set, and sound has no layers.
  if (!sender || producer.closed || producer.kind !== 'video') return;
  const parameters = sender.getParameters();
  const wanted = (at: number) => max === 'all' || (max !== null && at <= max);
  let changed = false;
  parameters.encodings.forEach((encoding, at) => {
    const next = { ...encoding, ...shapes[at], active: wanted(at) };
    const keys = Object.keys(next) as (keyof typeof next)[];
    if (keys.every((key) => encoding[key] === next[key])) return;
    changed = true;
    Object.assign(encoding, next);
  });
  if (!changed) return;
  const options: WithKeyFrames = {
    encodingOptions: parameters.encodings.map(() => ({ keyFrame: atOnce })),
  };
  await sender.setParameters(parameters, options);
}
