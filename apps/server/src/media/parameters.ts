/**
 * What clients say about their media, made safe before mediasoup sees it.
 *
 * mediasoup checks types, not meanings: it takes Opus as a video, payload types
 * beyond a byte, and hands texts on into the session descriptions of others. A
 * bitrate that isn't whole leaves its channel to the worker unusable, for every
 * call there (seen with 3.27.1). So these functions pass on what they know, and
 * build it anew.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type {
  DtlsParameters,
  MediaKind,
  RouterCapabilities,
  RtpParameters,
} from '@converge/protocol/realtime/media';
import type {
  RtcpFeedback,
  RtpCapabilities,
  RtpCodecParameters,
  RtpEncodingParameters,
  RtpHeaderExtensionParameters,
  DtlsParameters as SfuDtlsParameters,
  RtpParameters as SfuRtpParameters,
} from 'mediasoup/types';
import { isNegotiated } from './codecs.ts';

const invalid = () => new ConvergeError('media_invalid');
const unsupported = () => new ConvergeError('media_unsupported');

/** @throws ConvergeError media_invalid */
function must(condition: boolean): asserts condition {
  if (!condition) throw invalid();
}

type Codec = RtpParameters['codecs'][number];
type Encoding = NonNullable<RtpParameters['encodings']>[number];

const known = {
  audio: { mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  video: { mimeType: 'video/VP8', clockRate: 90_000, channels: undefined },
} as const;

const MAX_ENCODINGS = 4;
const MAX_BITRATE = 10_000_000;

/**
 * What a client wants to send.
 * @throws ConvergeError media_invalid, media_unsupported (another codec)
 */
export function sendParameters(kind: MediaKind, wished: RtpParameters): SfuRtpParameters {
  const { mid } = wished;
  must(mid === undefined || /^[\w.-]{1,16}$/.test(mid));
  const codecs = sentCodecs(kind, wished.codecs);
  const [{ payloadType }] = codecs;
  return {
    ...(mid === undefined ? {} : { mid }),
    codecs,
    headerExtensions: sentExtensions(wished.headerExtensions ?? []),
    encodings: sentEncodings(kind, wished.encodings ?? [], payloadType),
    // Its cname and msid would be written into others' descriptions: mediasoup makes its own.
    rtcp: { reducedSize: true },
  };
}

/** The one media codec, and for video its retransmissions. */
function sentCodecs(
  kind: MediaKind,
  wished: readonly Codec[],
): [RtpCodecParameters, ...RtpCodecParameters[]] {
  const { mimeType, clockRate, channels } = known[kind];
  const media = wished.find((codec) => !isRtx(codec.mimeType));
  must(media !== undefined);
  if (media.mimeType.toLowerCase() !== mimeType.toLowerCase()) throw unsupported();
  must(media.clockRate === clockRate && (kind === 'video' || media.channels === channels));
  must(isDynamic(media.payloadType));
  const codec: RtpCodecParameters = {
    mimeType,
    payloadType: media.payloadType,
    clockRate,
    ...(channels ? { channels } : {}),
    parameters: kind === 'audio' ? opusParameters(media.parameters) : {},
    rtcpFeedback: feedback(media.rtcpFeedback).filter(
      // The worker would ask for all the sound of an outage, however late it came (ADR 61).
      ({ type }) => kind === 'video' || type !== 'nack',
    ),
  };
  const others = wished.filter((other) => other !== media);
  if (others.length === 0) return [codec];
  const [rtx] = others;
  must(kind === 'video' && others.length === 1 && rtx !== undefined);
  if (!isRtx(rtx.mimeType)) throw unsupported();
  must(rtx.parameters?.apt === media.payloadType && rtx.clockRate === clockRate);
  must(isDynamic(rtx.payloadType) && rtx.payloadType !== media.payloadType);
  return [
    codec,
    {
      mimeType: 'video/rtx',
      payloadType: rtx.payloadType,
      clockRate,
      parameters: { apt: media.payloadType },
      rtcpFeedback: [],
    },
  ];
}

const isRtx = (mimeType: string) => mimeType.toLowerCase() === 'video/rtx';

/** Payload types for formats without a fixed one (RFC 3551; 64 to 95 are mistaken for RTCP). */
const isDynamic = (type: number) => (type >= 96 && type <= 127) || (type >= 35 && type <= 63);

const opusKeys = [
  'useinbandfec',
  'usedtx',
  'stereo',
  'sprop-stereo',
  'minptime',
  'maxptime',
  'ptime',
  'maxplaybackrate',
  'sprop-maxcapturerate',
  'maxaveragebitrate',
  'cbr',
];

/** The fields of RFC 7587, which are whole numbers; whatever else stands there is left out. */
function opusParameters(wished: Codec['parameters'] = {}): Record<string, number> {
  const parameters: Record<string, number> = {};
  for (const key of opusKeys) {
    const value = Number(wished[key] ?? Number.NaN);
    if (Number.isInteger(value) && value >= 0 && value <= 1_000_000) parameters[key] = value;
  }
  return parameters;
}

const knownFeedback: readonly Required<RtcpFeedback>[] = [
  { type: 'nack', parameter: '' },
  { type: 'nack', parameter: 'pli' },
  { type: 'ccm', parameter: 'fir' },
  { type: 'goog-remb', parameter: '' },
  { type: 'transport-cc', parameter: '' },
];

const feedback = (wished: Codec['rtcpFeedback'] = []): RtcpFeedback[] =>
  knownFeedback.filter(({ type, parameter }) =>
    wished.some((one) => one.type === type && (one.parameter ?? '') === parameter),
  );

function sentExtensions(
  wished: NonNullable<RtpParameters['headerExtensions']>,
): RtpHeaderExtensionParameters[] {
  const extensions: RtpHeaderExtensionParameters[] = [];
  for (const { uri, id } of wished) {
    if (!isNegotiated(uri)) continue;
    must(id >= 1 && id <= 255);
    must(extensions.every((other) => other.id !== id && other.uri !== uri));
    extensions.push({ uri, id, encrypt: false, parameters: {} });
  }
  return extensions;
}

function sentEncodings(
  kind: MediaKind,
  wished: readonly Encoding[],
  payloadType: number,
): RtpEncodingParameters[] {
  must(wished.length <= (kind === 'audio' ? 1 : MAX_ENCODINGS));
  const encodings = wished.map((encoding) => sentEncoding(encoding, payloadType));
  const ssrcs = encodings
    .flatMap(({ ssrc, rtx }) => [ssrc, rtx?.ssrc])
    .filter((s) => s !== undefined);
  must(new Set(ssrcs).size === ssrcs.length);
  const rids = encodings.map(({ rid }) => rid).filter((rid) => rid !== undefined);
  must(new Set(rids).size === rids.length);
  // The layers of one stream are told apart by rid, or all of them by ssrc.
  must(encodings.length < 2 || rids.length === encodings.length || rids.length === 0);
  return encodings;
}

function sentEncoding(wished: Encoding, payloadType: number): RtpEncodingParameters {
  const { ssrc, rid, rtx, dtx, scalabilityMode, maxBitrate } = wished;
  must(wished.codecPayloadType === undefined || wished.codecPayloadType === payloadType);
  must(ssrc === undefined || isSsrc(ssrc));
  must(rtx === undefined || (isSsrc(rtx.ssrc) && ssrc !== undefined));
  must(rid === undefined || /^[A-Za-z0-9]{1,16}$/.test(rid));
  // VP8 has temporal layers only; its sizes are encodings of their own.
  must(scalabilityMode === undefined || /^L1T[123]$/.test(scalabilityMode));
  must(maxBitrate === undefined || maxBitrate >= 0);
  return {
    ...(ssrc === undefined ? {} : { ssrc }),
    ...(rid === undefined ? {} : { rid }),
    ...(rtx === undefined ? {} : { rtx: { ssrc: rtx.ssrc } }),
    ...(scalabilityMode === undefined ? {} : { scalabilityMode }),
    ...(maxBitrate === undefined ? {} : { maxBitrate: Math.min(maxBitrate, MAX_BITRATE) }),
    dtx: dtx === true,
  };
}

const isSsrc = (ssrc: number) => ssrc >= 1 && ssrc <= 0xffff_ffff;

/** What a client can receive, reduced to what may be sent to it. Never throws. */
export function receiveCapabilities(wished: RouterCapabilities): RtpCapabilities {
  const codecs: NonNullable<RtpCapabilities['codecs']> = [];
  for (const {
    kind,
    mimeType,
    clockRate,
    preferredPayloadType,
    channels,
    parameters,
    rtcpFeedback,
  } of wished.codecs ?? []) {
    const { mimeType: media, clockRate: rate } = known[kind];
    if (clockRate !== rate) continue;
    const common = { kind, clockRate, preferredPayloadType: preferredPayloadType ?? 0 };
    if (mimeType.toLowerCase() === media.toLowerCase()) {
      if (kind === 'audio' && channels !== known.audio.channels) continue;
      codecs.push({
        ...common,
        mimeType: media,
        ...(kind === 'audio' ? { channels: known.audio.channels } : {}),
        parameters: {},
        rtcpFeedback: feedback(rtcpFeedback),
      });
    } else if (isRtx(mimeType) && kind === 'video' && Number.isInteger(parameters?.apt)) {
      codecs.push({
        ...common,
        mimeType: 'video/rtx',
        parameters: { apt: parameters?.apt },
        rtcpFeedback: [],
      });
    }
  }
  return {
    codecs,
    headerExtensions: (wished.headerExtensions ?? []).flatMap(({ kind, uri, preferredId }) =>
      isNegotiated(uri) ? [{ kind, uri, preferredId, preferredEncrypt: false }] : [],
    ),
  };
}

/** Bytes of each digest that vouches for a certificate; SHA-1 and SHA-224 no longer do. */
const digestBytes = { 'sha-256': 32, 'sha-384': 48, 'sha-512': 64 } as const;

/**
 * The certificate a client will show.
 * @throws ConvergeError media_invalid, media_unsupported (only weak digests)
 */
export function remoteDtls({ role = 'auto', fingerprints }: DtlsParameters): SfuDtlsParameters {
  for (const { algorithm, value } of fingerprints) {
    if (algorithm === 'sha-1' || algorithm === 'sha-224') continue;
    must(new RegExp(`^([0-9a-f]{2}:){${digestBytes[algorithm] - 1}}[0-9a-f]{2}$`, 'i').test(value));
    // The worker compares in upper case.
    return { role, fingerprints: [{ algorithm, value: value.toUpperCase() }] };
  }
  throw unsupported();
}
