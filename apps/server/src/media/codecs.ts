/**
 * What is spoken: Opus and VP8, which every browser of today sends and receives
 * (docs/adr/0021). One codec per kind means that everybody can watch everybody.
 */
import { RouterCapabilities } from '@converge/protocol/realtime/media';
import { ortc } from 'mediasoup';
import type { RouterRtpCodecCapability } from 'mediasoup/types';
import * as z from 'zod/mini';

export const codecs: readonly RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    // In-band FEC mends single losses, DTX sends next to nothing in silence (RFC 7587).
    parameters: { useinbandfec: 1, usedtx: 1 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
];

const MID = 'urn:ietf:params:rtp-hdrext:sdes:mid';
const RTP_STREAM_ID = 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id';
const REPAIRED_RTP_STREAM_ID = 'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id';
const ABS_SEND_TIME = 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time';
const TRANSPORT_WIDE_CC =
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01';
const AUDIO_LEVEL = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level';
const VIDEO_ORIENTATION = 'urn:3gpp:video-orientation';
const TIME_OFFSET = 'urn:ietf:params:rtp-hdrext:toffset';

/**
 * Header extensions that are negotiated. `abs-capture-time` is left out: the
 * worker would time layer switches by it, and browsers that negotiate it without
 * ever sending it then stay on the layer they have. `playout-delay` is left out
 * since a sender could make everybody else's player wait with it.
 */
export const headerExtensions = [
  MID,
  RTP_STREAM_ID,
  REPAIRED_RTP_STREAM_ID,
  ABS_SEND_TIME,
  TRANSPORT_WIDE_CC,
  AUDIO_LEVEL,
  VIDEO_ORIENTATION,
  TIME_OFFSET,
] as const;
export type HeaderExtensionUri = (typeof headerExtensions)[number];

export const isNegotiated = (uri: string): uri is HeaderExtensionUri =>
  (headerExtensions as readonly string[]).includes(uri);

/** What browsers load their media device with; the same for every call. */
export function routerCapabilities(): RouterCapabilities {
  const full = ortc.generateRouterRtpCapabilities([...codecs]);
  return z.parse(RouterCapabilities, {
    codecs: full.codecs,
    headerExtensions: full.headerExtensions?.filter(({ uri }) => isNegotiated(uri)),
  });
}
