/** What the bare page and its bare server say to each other; unchecked, as a floor may be. */
import type { types } from 'mediasoup-client';

export interface FloorTransport {
  readonly id: string;
  readonly iceParameters: types.IceParameters;
  readonly iceCandidates: types.IceCandidate[];
  readonly dtlsParameters: types.DtlsParameters;
}

export interface FloorConsumer {
  readonly id: string;
  readonly producerId: string;
  readonly kind: types.MediaKind;
  readonly rtpParameters: types.RtpParameters;
}

export interface FloorJoined {
  readonly send: FloorTransport;
  readonly receive: FloorTransport;
  readonly consumers: FloorConsumer[];
}

export interface FloorRequests {
  join(capabilities: types.RtpCapabilities, answer: (joined: FloorJoined) => void): void;
  dtls(transportId: string, dtls: types.DtlsParameters, answer: () => void): void;
  produce(
    kind: types.MediaKind,
    rtpParameters: types.RtpParameters,
    answer: (producerId: string) => void,
  ): void;
  ready(consumerIds: string[]): void;
}

export interface FloorEvents {
  opened(consumers: FloorConsumer[]): void;
}
