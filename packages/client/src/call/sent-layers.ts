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

/**
 * Encodes the layers up to `max` and no others. The track stays, so that a
 * picture is there again with the next frame; nothing is negotiated anew. A
 * browser whose encodings can't be changed goes on sending.
 */
export async function encodeUpTo(producer: types.Producer, max: MaxLayer): Promise<void> {
  const sender = producer.rtpSender;
  // A producer that was closed meanwhile has nothing to be set, and sound has no layers.
  if (!sender || producer.closed || producer.kind !== 'video') return;
  const parameters = sender.getParameters();
  const wanted = (at: number) => max === 'all' || (max !== null && at <= max);
  const changed = parameters.encodings.some(({ active }, at) => active !== wanted(at));
  if (!changed) return;
  parameters.encodings.forEach((encoding, at) => {
    encoding.active = wanted(at);
  });
  await sender.setParameters(parameters);
}
