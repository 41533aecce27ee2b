import type { RtpParameters } from '@converge/protocol/realtime/media';
import { describe, expect, test } from 'vitest';
import { receiveCapabilities, remoteDtls, sendParameters } from './parameters.ts';

const opus = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 };
const vp8 = { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 };
const rtx = {
  mimeType: 'video/rtx',
  payloadType: 97,
  clockRate: 90_000,
  parameters: { apt: 96 },
};
const video = (more: Partial<RtpParameters> = {}): RtpParameters => ({
  codecs: [vp8, rtx],
  encodings: [{ ssrc: 1, rtx: { ssrc: 2 } }],
  ...more,
});
const code = (task: () => unknown): string => {
  try {
    task();
  } catch (error) {
    return (error as Error).message;
  }
  return 'taken';
};

describe('what a client sends', () => {
  test('MEDIA-6 what browsers say is taken', () => {
    expect(sendParameters('video', video({ mid: '1' }))).toMatchObject({
      mid: '1',
      codecs: [{ mimeType: 'video/VP8' }, { mimeType: 'video/rtx', parameters: { apt: 96 } }],
      encodings: [{ ssrc: 1, rtx: { ssrc: 2 } }],
    });
    const simulcast = ['r0', 'r1', 'r2'].map((rid) => ({
      ...{ rid, scalabilityMode: 'L1T3', maxBitrate: 500_000, scaleResolutionDownBy: 2 },
    }));
    expect(sendParameters('video', video({ encodings: simulcast })).encodings).toHaveLength(3);
    const parameters = { minptime: 10, useinbandfec: 1, usedtx: 1, maxaveragebitrate: 40_000 };
    expect(sendParameters('audio', { codecs: [{ ...opus, parameters }] }).codecs).toMatchObject([
      { parameters },
    ]);
  });

  test('MEDIA-10 lost pictures are asked for again by the SFU, and lost sound is not', () => {
    const rtcpFeedback = [{ type: 'nack' }, { type: 'transport-cc' }];
    const [sound] = sendParameters('audio', { codecs: [{ ...opus, rtcpFeedback }] }).codecs;
    const [picture] = sendParameters('video', video({ codecs: [{ ...vp8, rtcpFeedback }] })).codecs;
    expect(sound?.rtcpFeedback).toEqual([{ type: 'transport-cc', parameter: '' }]);
    expect(picture?.rtcpFeedback).toContainEqual({ type: 'nack', parameter: '' });
  });

  test('MEDIA-6 text of one client never reaches the description of another', () => {
    const evil = 'x\r\na=candidate:evil';
    const sent = sendParameters('audio', {
      msid: evil,
      codecs: [
        {
          ...opus,
          parameters: { useinbandfec: evil, [evil]: 1, stereo: 1 },
          rtcpFeedback: [{ type: evil }, { type: 'transport-cc' }],
        },
      ],
      headerExtensions: [{ uri: evil, id: 3 }],
      rtcp: { cname: evil },
    });
    expect(JSON.stringify(sent)).not.toContain('evil');
    expect(sent.codecs[0]).toMatchObject({
      parameters: { stereo: 1 },
      rtcpFeedback: [{ type: 'transport-cc' }],
    });
    expect(code(() => sendParameters('audio', { mid: evil, codecs: [opus] }))).toBe(
      'media_invalid',
    );
  });

  test('MEDIA-6 extensions that would hold up others are left out', () => {
    const { headerExtensions } = sendParameters(
      'video',
      video({
        headerExtensions: [
          { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 },
          { uri: 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time', id: 2 },
          { uri: 'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay', id: 3 },
        ],
      }),
    );
    expect(headerExtensions?.map(({ id }) => id)).toEqual([1]);
  });

  test.each([
    ['another codec', video({ codecs: [{ ...vp8, mimeType: 'video/H264' }] })],
    [
      'a second codec',
      video({ codecs: [vp8, { ...vp8, mimeType: 'video/VP9', payloadType: 98 }] }),
    ],
  ])('MEDIA-6 %s is not supported', (_, parameters) => {
    expect(code(() => sendParameters('video', parameters))).toBe('media_unsupported');
  });

  test.each<[string, RtpParameters]>([
    ['no codec', { codecs: [] }],
    ['retransmissions of nothing', video({ codecs: [rtx] })],
    ['retransmissions of another', video({ codecs: [vp8, { ...rtx, parameters: { apt: 95 } }] })],
    ['one payload type twice', video({ codecs: [vp8, { ...rtx, payloadType: 96 }] })],
    ['a payload type beyond a byte', video({ codecs: [{ ...vp8, payloadType: 352 }] })],
    ['a payload type of RTCP', video({ codecs: [{ ...vp8, payloadType: 72 }] })],
    ['a wrong clock', video({ codecs: [{ ...vp8, clockRate: 8_000 }] })],
    ['too many layers', video({ encodings: [1, 2, 3, 4, 5].map((ssrc) => ({ ssrc })) })],
    ['one ssrc twice', video({ encodings: [{ ssrc: 5, rtx: { ssrc: 5 } }] })],
    ['an ssrc beyond 32 bits', video({ encodings: [{ ssrc: 2 ** 32 }] })],
    ['one rid twice', video({ encodings: [{ rid: 'a' }, { rid: 'a' }] })],
    ['a rid for some layers only', video({ encodings: [{ rid: 'a' }, { ssrc: 1 }] })],
    ['a rid with a space', video({ encodings: [{ rid: 'a b' }] })],
    ['spatial layers in VP8', video({ encodings: [{ ssrc: 1, scalabilityMode: 'L3T3' }] })],
    ['a codec that isn’t there', video({ encodings: [{ ssrc: 1, codecPayloadType: 111 }] })],
    ['a negative bitrate', video({ encodings: [{ ssrc: 1, maxBitrate: -1 }] })],
    [
      'one extension id twice',
      video({
        headerExtensions: [
          { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 },
          { uri: 'urn:3gpp:video-orientation', id: 1 },
        ],
      }),
    ],
  ])('MEDIA-6 %s is refused', (_, parameters) => {
    expect(code(() => sendParameters('video', parameters))).toBe('media_invalid');
  });

  test('MEDIA-6 no promise of a bitrate is too large for the others’ lines', () => {
    const { encodings } = sendParameters(
      'video',
      video({ encodings: [{ ssrc: 1, maxBitrate: 1e12 }] }),
    );
    expect(encodings?.[0]?.maxBitrate).toBe(10_000_000);
  });
});

describe('what a client receives', () => {
  test('MEDIA-6 is reduced to what may be sent to it', () => {
    const capabilities = receiveCapabilities({
      codecs: [
        { kind: 'audio', ...opus, preferredPayloadType: 100 },
        { kind: 'audio', mimeType: 'audio/PCMU', clockRate: 8_000 },
        { kind: 'video', ...vp8, rtcpFeedback: [{ type: 'nack' }, { type: 'evil' }] },
        { kind: 'video', ...rtx, parameters: { apt: 101 } },
        { kind: 'video', mimeType: 'video/H264', clockRate: 90_000 },
      ],
      headerExtensions: [
        { kind: 'video', uri: 'urn:3gpp:video-orientation', preferredId: 8 },
        { kind: 'video', uri: 'evil', preferredId: 9 },
      ],
    });
    expect(capabilities.codecs?.map(({ mimeType }) => mimeType)).toEqual([
      'audio/opus',
      'video/VP8',
      'video/rtx',
    ]);
    expect(JSON.stringify(capabilities)).not.toContain('evil');
    expect(receiveCapabilities({})).toEqual({ codecs: [], headerExtensions: [] });
  });
});

describe('a client’s certificate', () => {
  const sha256 = Array(32).fill('ab').join(':');

  test('MEDIA-6 is known by a strong digest, in the case that the worker compares in', () => {
    const weak = { algorithm: 'sha-1' as const, value: Array(20).fill('00').join(':') };
    expect(remoteDtls({ fingerprints: [weak, { algorithm: 'sha-256', value: sha256 }] })).toEqual({
      role: 'auto',
      fingerprints: [{ algorithm: 'sha-256', value: sha256.toUpperCase() }],
    });
    expect(code(() => remoteDtls({ fingerprints: [weak] }))).toBe('media_unsupported');
  });

  test.each(['', 'ab', `${sha256}:ab`, sha256.replaceAll(':', ''), sha256.replace('ab', 'zz')])(
    'MEDIA-6 the digest %j is refused',
    (value) => {
      const dtls = { fingerprints: [{ algorithm: 'sha-256' as const, value }] };
      expect(code(() => remoteDtls(dtls))).toBe('media_invalid');
    },
  );
});
