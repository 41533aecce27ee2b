/**
 * Hostile parameters at a real worker: whatever somebody says about their media,
 * the answer is a code, and those who talk to each other don't notice.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { TransportId } from '@converge/protocol/ids';
import {
  type DtlsParameters,
  DtlsParameters as DtlsSchema,
  kindOf,
  type MediaKind,
  mediaConnect,
  mediaConsumersReady,
  mediaMissing,
  mediaProduce,
  mediaRestartIce,
  mediaSetPaused,
  mediaStop,
  mediaView,
  RouterCapabilities,
  type Source,
  sources,
} from '@converge/protocol/realtime/media';
import { fc } from '@converge/protocol/testing/random';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { refusal, type TestSession } from '../../test/call-house.ts';
import { present, SfuHouse } from '../../test/sfu-house.ts';

let sfu: SfuHouse;
beforeEach(async () => {
  sfu = await SfuHouse.open();
});
afterEach(() => sfu.close());

const codes = ['media_invalid', 'media_unsupported', 'media_not_found', 'forbidden'];

/** Resolves to the code of the refusal, or null where it went well; anything else is a defect. */
async function outcome(request: Promise<unknown>): Promise<string | null> {
  try {
    await request;
    return null;
  } catch (error) {
    if (error instanceof ConvergeError) return error.code;
    throw error;
  }
}

const nasty = fc.constantFrom(
  ...[0, 1, -1, 2, 47, 95, 96, 100, 101, 111, 127, 128, 255, 256, 48_000, 90_000, 65_535, 65_536],
  ...[0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x1_0000_0000, -0x8000_0000, Number.MAX_SAFE_INTEGER],
);
const text = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      '0',
      '1',
      'a',
      'r0',
      'apt',
      'opus',
      'audio/opus',
      'video/VP8',
      'video/vp8',
      'video/rtx',
    ],
    ...['audio/rtx', 'video/H264', 'video/VP9', 'video/AV1', 'audio/PCMU', 'video/red', 'audio/CN'],
    ...[
      'video/',
      '/',
      'audio/opus\r\na=evil',
      'L1T3',
      'L3T3_KEY',
      'S3T3',
      'L99T99',
      '\u0000',
      '🙂',
    ],
    ...['__proto__', 'constructor', 'useinbandfec', 'nack', 'pli', 'goog-remb', 'transport-cc'],
  ),
  fc.string({ maxLength: 40 }),
  fc.constant('x'.repeat(255)),
);
const uri = fc.oneof(
  fc.constantFrom(
    'urn:ietf:params:rtp-hdrext:sdes:mid',
    'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
    'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
    'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
    'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
    'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
    'urn:mediasoup:params:rtp-hdrext:packet-id',
    'urn:3gpp:video-orientation',
  ),
  text,
);
const number = fc.oneof(nasty, fc.integer());
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const values = fc.dictionary(text, fc.oneof(text, number, fc.boolean(), fc.constant(null)), {
  maxKeys: 4,
});
const feedback = fc.array(fc.record({ type: text, parameter: maybe(text) }), { maxLength: 4 });

const codec = fc.record({
  mimeType: text,
  payloadType: number,
  clockRate: number,
  channels: maybe(number),
  parameters: maybe(values),
  rtcpFeedback: maybe(feedback),
});
/** Mostly what an SFU takes, now and then something else in its place. */
const mostly = <T, U>(good: T, bad: fc.Arbitrary<U>, weight = 12): fc.Arbitrary<T | U> =>
  fc.oneof({ weight, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: bad });

const opus = fc.record({
  mimeType: mostly('audio/opus', text),
  payloadType: mostly(111, number),
  clockRate: mostly(48_000, number),
  channels: mostly<number | undefined, number>(2, number),
  parameters: mostly<Record<string, unknown>, Record<string, unknown>>({ useinbandfec: 1 }, values),
  rtcpFeedback: mostly<object[], object[]>([{ type: 'transport-cc' }], feedback),
});
const vp8 = fc.record({
  mimeType: mostly('video/VP8', text),
  payloadType: mostly(96, number),
  clockRate: mostly(90_000, number),
  parameters: values,
  rtcpFeedback: mostly<object[], object[]>([{ type: 'nack', parameter: 'pli' }], feedback),
});
const rtx = fc.record({
  mimeType: mostly('video/rtx', text),
  payloadType: mostly(97, number),
  clockRate: mostly(90_000, number),
  parameters: mostly<Record<string, unknown>, Record<string, unknown>>({ apt: 96 }, values),
});

const layer = (rid: string, ssrc: number) =>
  fc.record(
    {
      ssrc: mostly<number | undefined, number>(ssrc, number),
      rid: mostly<string | undefined, string>(rid, text),
      codecPayloadType: mostly<number | undefined, number>(undefined, number),
      rtx: mostly<{ ssrc: number } | undefined, object>(undefined, fc.record({ ssrc: number }), 4),
      dtx: maybe(fc.boolean()),
      scalabilityMode: mostly<string | undefined, string>('L1T3', text),
      scaleResolutionDownBy: maybe(fc.double({ noNaN: true })),
      maxBitrate: mostly<number | undefined, number>(500_000, number),
      maxFramerate: maybe(fc.double({ noNaN: true })),
      active: maybe(fc.boolean()),
    },
    { requiredKeys: [] },
  );
const layers = fc.oneof(
  fc.tuple(layer('a', 1111)),
  fc.tuple(layer('a', 2111), layer('b', 2222)),
  fc.tuple(layer('a', 3111), layer('b', 3222), layer('c', 3333)),
  fc.array(layer('a', 4111), { maxLength: 8 }),
);

const headerExtensions = fc.array(
  fc.record({ uri, id: number, encrypt: maybe(fc.boolean()), parameters: maybe(values) }),
  { maxLength: 8 },
);
const goodExtensions = [
  { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 },
  { uri: 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id', id: 2 },
  { uri: 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time', id: 3 },
];

/** A stream of one kind: anything from what a browser says to nothing that makes sense. */
const streamOf = (codecs: fc.Arbitrary<unknown[]>, encodings: fc.Arbitrary<unknown>) =>
  fc.record(
    {
      mid: mostly<string | undefined, string>('0', text),
      msid: maybe(text),
      codecs: fc.oneof(
        { weight: 8, arbitrary: codecs },
        { weight: 1, arbitrary: fc.array(codec, { maxLength: 5 }) },
      ),
      headerExtensions: mostly<object[], object[]>(goodExtensions, headerExtensions, 4),
      encodings: maybe(encodings),
      rtcp: maybe(
        fc.record({
          cname: maybe(text),
          reducedSize: maybe(fc.boolean()),
          mux: maybe(fc.boolean()),
        }),
      ),
    },
    { requiredKeys: ['codecs'] },
  );
const audio = streamOf(fc.tuple(opus), fc.tuple(layer('a', 5555)));
const video = streamOf(
  fc.oneof(fc.tuple(vp8), fc.tuple(vp8, rtx), fc.tuple(rtx, vp8), fc.tuple(rtx)),
  layers,
);

/** What is asked for: mostly of the kind that the source has. */
const request = fc.oneof(
  ...sources.map((source) =>
    fc.record({
      source: fc.constant<Source>(source),
      kind: mostly<MediaKind, MediaKind>(kindOf[source], fc.constantFrom('audio', 'video')),
      rtpParameters: kindOf[source] === 'audio' ? audio : video,
      paused: fc.boolean(),
    }),
  ),
);

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));

test('MEDIA-6 RT-6 thousands of malformed streams get a code, and a call beside them goes on', async () => {
  const a = await sfu.enter('Anna', 'owner');
  const b = await sfu.enter('Boris');
  const hostile = await sfu.enter('Hostile');
  const witness = await sfu.enter('Witness');
  await a.produce('microphone');
  await a.produce('camera');
  await b.hears(a.id, 'microphone');
  const { pid } = present(sfu.sfu.pool.running[0]).worker;
  const transportId = present(hostile.session.admission).transports.send.id;
  const tally = new Map<string | null, number>();

  await fc.assert(
    fc.asyncProperty(request, async (wished) => {
      const input = z.safeParse(mediaProduce.input, { transportId, ...plain(wished) });
      if (!input.success) return;
      const result = await outcome(hostile.session.ask(mediaProduce, input.data));
      tally.set(result, (tally.get(result) ?? 0) + 1);
      expect([null, ...codes]).toContain(result);
    }),
    { numRuns: 2_500 },
  );

  // Some were good enough to be taken, most were not.
  expect(tally.get(null) ?? 0).toBeGreaterThan(200);
  expect(tally.get('media_invalid') ?? 0).toBeGreaterThan(1_000);
  expect(present(sfu.sfu.pool.running[0]).worker.pid).toBe(pid);
  await b.hears(a.id, 'microphone', 20);
  await witness.hears(a.id, 'camera', 20);
  const late = await sfu.enter('Late');
  await late.hears(a.id, 'microphone');
  sfu.house.checkCopies();
});

test('MEDIA-6 RT-6 malformed certificates get a code', async () => {
  const a = await sfu.enter('Anna', 'owner');
  const b = await sfu.enter('Boris');
  await a.produce('microphone');
  await b.hears(a.id, 'microphone');
  const session = sfu.house.somebody('Hostile', 'participant').connect();
  const { transports } = await session.join();
  const fingerprint = fc.record({
    algorithm: fc.constantFrom('sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512'),
    value: fc.oneof(
      text,
      fc.constantFrom('00'.repeat(32), `${'zz:'.repeat(31)}zz`, `${'ab:'.repeat(30)}ab`),
    ),
  });
  const dtls = fc.record(
    {
      role: maybe(fc.constantFrom('auto', 'client', 'server')),
      fingerprints: fc.array(fingerprint, { minLength: 1, maxLength: 8 }),
    },
    { requiredKeys: ['fingerprints'] },
  );
  await fc.assert(
    fc.asyncProperty(
      dtls,
      fc.constantFrom(transports.send.id, transports.receive.id, 'x' as TransportId),
      async (wished, transportId) => {
        const dtlsParameters = z.parse(DtlsSchema, plain(wished)) as DtlsParameters;
        const result = await outcome(session.ask(mediaConnect, { transportId, dtlsParameters }));
        expect(codes).toContain(result);
      },
    ),
    { numRuns: 2_000 },
  );
  await b.hears(a.id, 'microphone', 20);
});

test('MEDIA-6 connecting again with the same is harmless, with another is refused', async () => {
  const session = sfu.house.somebody('Anna', 'owner').connect();
  const { transports } = await session.join();
  const connect = (digit: string) =>
    session.ask(mediaConnect, {
      transportId: transports.send.id,
      dtlsParameters: {
        role: 'client',
        fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill(`a${digit}`).join(':') }],
      },
    });
  await connect('0');
  await connect('0');
  expect(await refusal(connect('1'))).toBe('media_invalid');
});

test('MEDIA-6 RT-6 what somebody says they can receive harms nobody', async () => {
  const a = await sfu.enter('Anna', 'owner');
  const b = await sfu.enter('Boris');
  await a.produce('microphone');
  await a.produce('camera');
  await b.hears(a.id, 'microphone');
  const capabilities = fc.record(
    {
      codecs: maybe(
        fc.array(
          fc.record({
            kind: fc.constantFrom('audio', 'video'),
            mimeType: text,
            preferredPayloadType: maybe(number),
            clockRate: number,
            channels: maybe(number),
            parameters: maybe(values),
            rtcpFeedback: maybe(feedback),
          }),
          { maxLength: 8 },
        ),
      ),
      headerExtensions: maybe(
        fc.array(fc.record({ kind: fc.constantFrom('audio', 'video'), uri, preferredId: number }), {
          maxLength: 8,
        }),
      ),
    },
    { requiredKeys: [] },
  );
  const who = sfu.house.somebody('Hostile', 'participant');
  const session = who.connect();
  await fc.assert(
    fc.asyncProperty(capabilities, async (wished) => {
      const parsed = z.safeParse(RouterCapabilities, plain(wished));
      if (parsed.success) await session.join(undefined, { rtpCapabilities: parsed.data });
    }),
    { numRuns: 300 },
  );
  await b.hears(a.id, 'microphone', 20);
  expect(sfu.house.call?.participants.size).toBe(3);
  expect(await sfu.atWorkers()).toMatchObject({ transports: 6, producers: 2 });
});

test('MEDIA-4 RT-6 commands in any order about anything reach only what is one’s own', async () => {
  const a = await sfu.enter('Anna', 'owner');
  const b = await sfu.enter('Boris');
  const producerId = await a.produce('microphone');
  await b.hears(a.id, 'microphone');
  const hostile = await sfu.enter('Hostile');
  const mine = present(hostile.session.admission).transports;
  const theirs = present(a.session.admission).transports;
  const own = await hostile.produce('camera');
  const id = fc.constantFrom(mine.send.id, mine.receive.id, theirs.send.id, theirs.receive.id);
  const stream = fc.constantFrom(producerId, own, 'nothing' as typeof own);
  const { session } = hostile;
  const commands: fc.Arbitrary<(session: TestSession) => Promise<unknown>>[] = [
    id.map((transportId) => (s) => s.ask(mediaRestartIce, { transportId })),
    fc.tuple(stream, fc.boolean()).map(
      ([p, paused]) =>
        (s) =>
          s.ask(mediaSetPaused, { producerId: p, paused }),
    ),
    stream.map((p) => (s) => s.ask(mediaStop, { producerId: p })),
    fc.array(fc.constantFrom(a.id, b.id, hostile.id), { maxLength: 64 }).map(
      (ids) => (s) =>
        s.ask(mediaView, {
          tiles: ids.map((participantId, at) => ({
            participantId,
            source: at % 2 ? ('camera' as const) : ('screen' as const),
            width: 1 + at * 200,
            height: 16_384 - at,
          })),
        }),
    ),
    fc.constant((s) =>
      s.ask(mediaConsumersReady, {
        consumerIds: [...b.receiving.keys(), ...hostile.receiving.keys()],
      }),
    ),
    fc.boolean().map(
      (anew) => (s) =>
        s.ask(mediaMissing, {
          consumerIds: [...b.receiving.keys(), ...hostile.receiving.keys()],
          anew,
        }),
    ),
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(...commands), { maxLength: 12 }), async (burst) => {
      const results = await Promise.all(burst.map((command) => outcome(command(session))));
      for (const result of results) expect([null, 'media_not_found']).toContain(result);
    }),
    { numRuns: 200 },
  );
  await b.hears(a.id, 'microphone', 20);
  sfu.house.checkCopies();
});
