import { expect, test } from 'vitest';
import { type Stats, sampleOf } from './sample.ts';

/** What Chromium gives for a transport that sends a camera and a microphone. */
const sending: Stats = [
  { id: 'T', type: 'transport', selectedCandidatePairId: 'P2' },
  { id: 'P1', type: 'candidate-pair', nominated: true, state: 'succeeded', localCandidateId: 'L1' },
  {
    id: 'P2',
    type: 'candidate-pair',
    state: 'succeeded',
    localCandidateId: 'L2',
    currentRoundTripTime: 0.042,
    availableOutgoingBitrate: 900_000,
  },
  { id: 'L1', type: 'local-candidate', candidateType: 'host', protocol: 'tcp' },
  { id: 'L2', type: 'local-candidate', candidateType: 'host', protocol: 'udp' },
  { id: 'S', type: 'media-source', trackIdentifier: 'camera-track', frames: 33 },
  { id: 'C', type: 'codec', mimeType: 'video/VP8' },
  {
    id: 'O',
    type: 'outbound-rtp',
    kind: 'video',
    mediaSourceId: 'S',
    codecId: 'C',
    bytesSent: 1_000,
    headerBytesSent: 50,
    packetsSent: 12,
    retransmittedPacketsSent: 2,
    framesEncoded: 30,
    frameWidth: 640,
    frameHeight: 360,
    qualityLimitationDurations: { none: 5, cpu: 1, bandwidth: 2, other: 0 },
  },
  { id: 'R', type: 'remote-inbound-rtp', localId: 'O', packetsLost: 3, jitter: 0.01 },
];

test('QUAL-1 what is sent: its source, what the other side reports, and the chosen path', () => {
  expect(sampleOf(5, [sending])).toEqual({
    at: 5,
    roundTrip: 42,
    route: { protocol: 'udp', relay: null },
    outgoing: 900_000,
    streams: [
      {
        id: 'O',
        to: 'sfu',
        direction: 'sent',
        kind: 'video',
        trackId: 'camera-track',
        bytes: 1_050,
        packets: 10,
        lost: 3,
        jitter: 0.01,
        frames: 30,
        captured: 33,
        width: 640,
        height: 360,
        codec: 'VP8',
        limited: { cpu: 1, bandwidth: 2, all: 8 },
      },
    ],
  });
});

test('QUAL-1 a browser that leaves things out gives noughts and nulls', () => {
  const bare: Stats = [
    { id: 'O', type: 'outbound-rtp', kind: 'audio', packetsSent: 4 },
    { id: 'I', type: 'inbound-rtp', kind: 'audio', packetsReceived: 9, packetsLost: Number.NaN },
  ];
  const { streams, roundTrip, route, outgoing } = sampleOf(0, [bare]);
  expect([roundTrip, route, outgoing]).toEqual([null, null, null]);
  expect(streams).toMatchObject([
    { direction: 'sent', trackId: null, packets: 4, lost: null, jitter: null, bytes: 0 },
    { direction: 'received', trackId: null, packets: 9, lost: null, codec: null },
  ]);
});

test.each([
  ['Firefox marks the pair itself', { selected: true }, 'udp', undefined, null],
  [
    'a nominated pair that succeeded',
    { nominated: true, state: 'succeeded' },
    'tcp',
    undefined,
    null,
  ],
  ['a relay over TLS', { selected: true }, 'udp', 'tls', 'tls'],
  ['a relay that doesn’t say how it is reached', { selected: true }, 'udp', '', 'udp'],
])('QUAL-1 the route: %s', (_case, marks, protocol, relayProtocol, relay) => {
  const path: Stats = [
    { id: 'P', type: 'candidate-pair', localCandidateId: 'L', ...marks },
    {
      id: 'L',
      type: 'local-candidate',
      candidateType: relayProtocol === undefined ? 'host' : 'relay',
      protocol,
      relayProtocol,
    },
  ];
  expect(sampleOf(0, [[], path]).route).toEqual({ protocol, relay });
});
