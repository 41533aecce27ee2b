/** How each source is encoded: the figures, and why these. */
import type { SentSource } from '@converge/protocol/realtime/media';
import type { types } from 'mediasoup-client';
import { voiceEncodings } from './adapt/voice.ts';
import type { LayerShape } from './sent-layers.ts';

interface Encoding {
  readonly encodings?: types.RtpEncodingParameters[];
  readonly codecOptions: types.ProducerCodecOptions;
}

/**
 * VP8 simulcast gives each viewer the size they show. Temporal layers let the SFU
 * drop frames where a line gets narrow; it drops all it can before it takes a smaller
 * size. So the larger sizes have two and not three: a face in half of its pictures
 * lives, a large one in a quarter of them is a row of slides. The start bitrate
 * spares the first seconds of blur in which the sender probes.
 */
const camera: Encoding = {
  encodings: [
    { scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
    { scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T2' },
    { scaleResolutionDownBy: 1, maxBitrate: 1_700_000, scalabilityMode: 'L1T2' },
  ],
  codecOptions: { videoGoogleStartBitrate: 1_000 },
};

/**
 * Text must stay sharp: the large layer keeps the source's own pixels and gets
 * the bits for it; the small one serves strips and narrow lines. `dtx`: a still
 * page sends nothing, which isn't a fault of the line.
 */
const screen: Encoding = {
  encodings: [
    {
      scaleResolutionDownBy: 2,
      maxBitrate: 600_000,
      maxFramerate: 15,
      scalabilityMode: 'L1T3',
      dtx: true,
    },
    {
      scaleResolutionDownBy: 1,
      maxBitrate: 4_500_000,
      maxFramerate: 30,
      scalabilityMode: 'L1T3',
      dtx: true,
    },
  ],
  codecOptions: { videoGoogleStartBitrate: 1_500 },
};

/**
 * For the wall: thumbnails of about 320 pixels that move a little, and, for the one
 * that is enlarged or on stage, letters that can be read.
 */
const thumbnail = { scaleResolutionDownBy: 6, maxBitrate: 100_000, maxFramerate: 5 } as const;
const wallScreen: Encoding = {
  encodings: [
    { ...thumbnail, scalabilityMode: 'L1T1', dtx: true },
    {
      scaleResolutionDownBy: 1,
      maxBitrate: 3_000_000,
      maxFramerate: 15,
      scalabilityMode: 'L1T3',
      dtx: true,
    },
  ],
  // Nothing is sent before somebody looks, and then it is to be sharp at once.
  codecOptions: { videoGoogleStartBitrate: 2_500 },
};

/**
 * Speech: mono; silence isn't sent (DTX), and what is lost is mended in-band (FEC, RFC 6716).
 * It isn't sent once more (NACK): the SFU would ask for all that an outage swallowed, and
 * the others would hear it, two seconds late, with everything that follows (ADR 61).
 * It goes before pictures, here and in networks that heed marked packets (RFC 8837).
 */
const microphone: Encoding = {
  encodings: [{ ...voiceEncodings.usual, priority: 'high', networkPriority: 'high' }],
  codecOptions: {
    opusStereo: false,
    opusDtx: true,
    opusFec: true,
    // The most there may ever be; how much it is now is `adapt/voice.ts`.
    opusMaxAverageBitrate: voiceEncodings.guarded.maxBitrate,
  },
};

/** Sound of a shared tab is as often music as speech. */
const screenAudio: Encoding = {
  codecOptions: {
    opusStereo: true,
    opusDtx: false,
    opusFec: true,
    opusMaxAverageBitrate: 128_000,
  },
};

/**
 * The worker doesn't change to a layer before its packets came for two seconds.
 * For as long, the small layer of the wall's screen, which is being received, is
 * as large as the one that is waited for (docs/adr/0055).
 */
const bridging: LayerShape = { scaleResolutionDownBy: 1, maxBitrate: 2_500_000, maxFramerate: 15 };

/** How wide the small layer of what is shared is: the server counts with these widths. */
const smallWidth = { screen: 960, wallScreen: 320 } as const;

/** What the factors above belong to; a share is taken for so wide until its track says otherwise. */
const SHARED_WIDTH = 1920;

/**
 * The shape of a share's small layer. A window of 1366 pixels that were halved would
 * be stretched on every tile between its half and the width that others count with
 * (SPEC MEDIA-16), and one that is narrower than that is sent as it is.
 * @param bridged the wall's screen is being enlarged: whole for the moment
 */
export function shareShapes(
  source: keyof typeof smallWidth,
  { width }: MediaTrackSettings,
  bridged = false,
): readonly LayerShape[] {
  if (bridged) return [bridging];
  const scale = Math.max(1, (width || SHARED_WIDTH) / smallWidth[source]);
  return [{ ...(source === 'wallScreen' ? thumbnail : {}), scaleResolutionDownBy: scale }];
}

const bySource: Readonly<Record<SentSource, Encoding>> = {
  camera,
  screen,
  wallScreen,
  microphone,
  screenAudio,
};

/** What `transport.produce` gets beside the track; a fresh copy, since it is written to. */
export const encodingOf = (source: SentSource): Encoding => structuredClone(bySource[source]);

/** What of a source is sent where data is saved: of the camera 640 by 360; a page must stay readable. */
export const savingLayer = (source: SentSource): number | 'all' =>
  source === 'camera' ? 1 : 'all';
