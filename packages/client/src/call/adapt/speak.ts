/** Changes bits and packets of a voice that is sent; nothing is negotiated anew. */
import type { VoiceEncoding } from './voice.ts';

export async function speak(sender: RTCRtpSender, encoding: VoiceEncoding): Promise<void> {
  const parameters = sender.getParameters();
  const [first] = parameters.encodings;
  // Before the first negotiation there are none.
  if (!first || first.maxBitrate === encoding.maxBitrate) return;
  Object.assign(first, encoding);
  await sender.setParameters(parameters);
}
