/**
 * Media signalling, in mediasoup's terms: transports, producers, consumers.
 *
 * The shapes of RTP parameters are checked for size and outline here and for
 * meaning by the SFU; a client can send anything, so both are needed.
 */
import * as z from 'zod/mini';
import { ConsumerId, ParticipantId, ProducerId, TransportId } from '../ids.ts';
import { limits } from '../limits.ts';
import { defineEvent, defineRequest, Nothing } from './define.ts';

export const MediaKind = z.enum(['audio', 'video']);
export type MediaKind = z.infer<typeof MediaKind>;

/** Where a stream comes from that the call is told of; each participant has each at most once. */
export const sources = ['microphone', 'camera', 'screen', 'screenAudio'] as const;
export const Source = z.enum(sources);
export type Source = z.infer<typeof Source>;

/**
 * All that can be sent. `wallScreen` is a screen for those who lead and for nobody
 * else (SPEC WALL): it isn't among what the call is told of, so that whoever
 * walks over `sources` can't give it away.
 */
export const sentSources = [...sources, 'wallScreen'] as const;
export const SentSource = z.enum(sentSources);
export type SentSource = z.infer<typeof SentSource>;

/** The kind of media that each source carries. */
export const kindOf: Readonly<Record<SentSource, MediaKind>> = {
  microphone: 'audio',
  camera: 'video',
  screen: 'video',
  screenAudio: 'audio',
  wallScreen: 'video',
};

/** The capability that each source needs (`can`). */
export const capabilityOf = {
  microphone: 'speak',
  camera: 'camera',
  screen: 'screen',
  screenAudio: 'screen',
} as const satisfies Record<Source, string>;

const short = () => z.string().check(z.maxLength(255));
const int = () => z.int();

const CodecParameters = z.record(short(), z.union([short(), z.number(), z.boolean(), z.null()]));

const RtcpFeedback = z.object({ type: short(), parameter: z.optional(short()) });

const RtpCodecCapability = z.object({
  kind: MediaKind,
  mimeType: short(),
  preferredPayloadType: z.optional(int()),
  clockRate: int(),
  channels: z.optional(int()),
  parameters: z.optional(CodecParameters),
  rtcpFeedback: z.optional(z.array(RtcpFeedback).check(z.maxLength(32))),
});

const RtpHeaderExtension = z.object({
  kind: MediaKind,
  uri: short(),
  preferredId: int(),
  preferredEncrypt: z.optional(z.boolean()),
  direction: z.optional(z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive'])),
});

/** mediasoup `RtpCapabilities`: of the router towards clients, of a client towards the router. */
export const RouterCapabilities = z.object({
  codecs: z.optional(z.array(RtpCodecCapability).check(z.maxLength(64))),
  headerExtensions: z.optional(z.array(RtpHeaderExtension).check(z.maxLength(64))),
});
export type RouterCapabilities = z.infer<typeof RouterCapabilities>;

/** mediasoup `RtpParameters`. */
export const RtpParameters = z.object({
  mid: z.optional(short()),
  msid: z.optional(short()),
  codecs: z
    .array(
      z.object({
        mimeType: short(),
        payloadType: int(),
        clockRate: int(),
        channels: z.optional(int()),
        parameters: z.optional(CodecParameters),
        rtcpFeedback: z.optional(z.array(RtcpFeedback).check(z.maxLength(32))),
      }),
    )
    .check(z.maxLength(32)),
  headerExtensions: z.optional(
    z
      .array(
        z.object({
          uri: short(),
          id: int(),
          encrypt: z.optional(z.boolean()),
          parameters: z.optional(CodecParameters),
        }),
      )
      .check(z.maxLength(32)),
  ),
  encodings: z.optional(
    z
      .array(
        z.object({
          ssrc: z.optional(int()),
          rid: z.optional(short()),
          codecPayloadType: z.optional(int()),
          rtx: z.optional(z.object({ ssrc: int() })),
          dtx: z.optional(z.boolean()),
          scalabilityMode: z.optional(short()),
          scaleResolutionDownBy: z.optional(z.number()),
          maxBitrate: z.optional(int()),
          maxFramerate: z.optional(z.number()),
          active: z.optional(z.boolean()),
        }),
      )
      .check(z.maxLength(8)),
  ),
  rtcp: z.optional(
    z.object({
      cname: z.optional(short()),
      reducedSize: z.optional(z.boolean()),
      mux: z.optional(z.boolean()),
    }),
  ),
});
export type RtpParameters = z.infer<typeof RtpParameters>;

export const DtlsParameters = z.object({
  role: z.optional(z.enum(['auto', 'client', 'server'])),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: short(),
      }),
    )
    .check(z.minLength(1), z.maxLength(8)),
});
export type DtlsParameters = z.infer<typeof DtlsParameters>;

export const IceParameters = z.object({
  usernameFragment: short(),
  password: short(),
  iceLite: z.optional(z.boolean()),
});
export type IceParameters = z.infer<typeof IceParameters>;

export const IceCandidate = z.object({
  foundation: short(),
  priority: int(),
  address: short(),
  /** mediasoup still sends `ip`, the older name of `address`, beside it. */
  ip: short(),
  protocol: z.enum(['udp', 'tcp']),
  port: int(),
  type: z.enum(['host', 'srflx', 'prflx', 'relay']),
  tcpType: z.optional(z.enum(['active', 'passive', 'so'])),
});
export type IceCandidate = z.infer<typeof IceCandidate>;

/** One server-side WebRTC transport, as mediasoup-client's `createSendTransport` wants it. */
export const TransportOffer = z.object({
  id: TransportId,
  iceParameters: IceParameters,
  iceCandidates: z.array(IceCandidate),
  dtlsParameters: DtlsParameters,
});
export type TransportOffer = z.infer<typeof TransportOffer>;

/** One stream towards this client. */
export const ConsumerOffer = z.object({
  id: ConsumerId,
  producerId: ProducerId,
  participantId: ParticipantId,
  source: SentSource,
  kind: MediaKind,
  rtpParameters: RtpParameters,
});
export type ConsumerOffer = z.infer<typeof ConsumerOffer>;

/** A tile on somebody's screen, in device pixels. */
export const Tile = z.object({
  participantId: ParticipantId,
  source: z.enum(['camera', 'screen', 'wallScreen']),
  width: z.int().check(z.gte(1), z.lte(16_384)),
  height: z.int().check(z.gte(1), z.lte(16_384)),
});
export type Tile = z.infer<typeof Tile>;

/** Finishes DTLS for a transport. Sending the same again is harmless. */
export const mediaConnect = defineRequest(
  'media.connect',
  z.object({ transportId: TransportId, dtlsParameters: DtlsParameters }),
  Nothing,
);

/** New ICE credentials after a change of network (RFC 8445, section 9). */
export const mediaRestartIce = defineRequest(
  'media.restartIce',
  z.object({ transportId: TransportId }),
  z.object({ iceParameters: IceParameters }),
);

/**
 * Begins to send. Replaces what this participant sent from the same source.
 * Refusals: forbidden (the policy), media_invalid, media_unsupported, media_not_found.
 */
export const mediaProduce = defineRequest(
  'media.produce',
  z.object({
    transportId: TransportId,
    source: SentSource,
    kind: MediaKind,
    rtpParameters: RtpParameters,
    paused: z.optional(z.boolean()),
  }),
  z.object({ producerId: ProducerId }),
);

/** Mutes or unmutes at the SFU; the latest wins. Unmuting needs the capability. */
export const mediaSetPaused = defineRequest(
  'media.setPaused',
  z.object({ producerId: ProducerId, paused: z.boolean() }),
  Nothing,
);

/** Stops sending. Stopping what is stopped is harmless. */
export const mediaStop = defineRequest('media.stop', z.object({ producerId: ProducerId }), Nothing);

/**
 * Says which tiles are on the screen and how large. The server opens, resizes,
 * pauses and resumes video consumers to match; the latest wins. Audio doesn't
 * depend on it.
 */
export const mediaView = defineRequest(
  'media.view',
  z.object({ tiles: z.array(Tile).check(z.maxLength(limits.viewTiles)) }),
  Nothing,
);

/** The client is ready to play these; until then the server holds them back. */
export const mediaConsumersReady = defineRequest(
  'media.consumersReady',
  z.object({ consumerIds: z.array(ConsumerId).check(z.maxLength(256)) }),
  Nothing,
);

/**
 * These should come, and don't: a whole picture is asked for where they flow;
 * `anew`: that was in vain, so they are closed and opened again. What isn't this
 * client's, or is held back on purpose, is passed over.
 */
export const mediaMissing = defineRequest(
  'media.missing',
  z.object({
    consumerIds: z.array(ConsumerId).check(z.maxLength(256)),
    anew: z.boolean(),
  }),
  Nothing,
);

/** `transportId`: the one they come by; whoever has other transports by now passes them over. */
export const mediaConsumersOpened = defineEvent(
  'media.consumersOpened',
  z.object({ transportId: TransportId, consumers: z.array(ConsumerOffer) }),
);

export const mediaConsumersClosed = defineEvent(
  'media.consumersClosed',
  z.object({ consumerIds: z.array(ConsumerId) }),
);

/**
 * Something this client sent was paused or closed by a decision at the server
 * (`by`: who decided; absent: a policy or the server itself). The client
 * follows; it isn't asked.
 */
export const mediaProducerOverruled = defineEvent(
  'media.producerOverruled',
  z.object({
    producerId: ProducerId,
    source: SentSource,
    action: z.enum(['paused', 'closed']),
    by: z.optional(ParticipantId),
  }),
);

/**
 * How much of a video that this client sends is received or may be: the highest
 * simulcast layer, counted from 0, and all below it; null: nothing. What is above
 * needn't be encoded. A client that doesn't listen sends everything, as before.
 * Of a `wallScreen` nothing is wanted until it is said.
 */
export const mediaLayersWanted = defineEvent(
  'media.layersWanted',
  z.object({
    producerId: ProducerId,
    maxSpatial: z.nullable(z.int().check(z.gte(0), z.lte(7))),
  }),
);

/**
 * The line towards this client is too thin for pictures: they are held back so
 * that voices get through, and tried again from time to time; or they flow again.
 */
export const mediaLineThin = defineEvent('media.lineThin', z.object({ thin: z.boolean() }));

/** The transports are gone with their worker: ask for new ones by `call.join` with the seat. */
export const mediaLost = defineEvent('media.lost', z.object({}));
