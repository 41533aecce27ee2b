/**
 * Which simulcast layers of one producer are encoded: no more than somebody
 * receives (SPEC ADAPT-1), and no more than this device wants to give.
 */
import type { types } from 'mediasoup-client';

/** The highest layer that is sent, from 0; null: nothing; 'all': whatever there is. */
export type MaxLayer = number | null | 'all';

/**
 * Encodes the layers up to `max` and no others. The track stays, so that a
 * picture is there again with the next frame; nothing is negotiated anew. A
 * browser whose encodings can't be changed goes on sending.
 */
export async function encodeUpTo(producer: types.Producer, max: MaxLayer): Promise<void> {
  const sender = producer.rtpSender;
  // A producer that was closed meanwhile has nothing to be set.
  if (!sender || producer.closed) return;
  const parameters = sender.getParameters();
  const wanted = (at: number) => max === 'all' || (max !== null && at <= max);
  const changed = parameters.encodings.some(({ active }, at) => active !== wanted(at));
  if (!changed) return;
  parameters.encodings.forEach((encoding, at) => {
    encoding.active = wanted(at);
  });
  await sender.setParameters(parameters);
}
