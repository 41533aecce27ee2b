/** The observers of a real worker, fed with packets that carry loudness. */
import type { ParticipantId } from '@converge/protocol/ids';
import type { Producer, Router } from 'mediasoup/types';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLog } from '../platform/log.ts';
import { codecs } from './codecs.ts';
import { Loudness } from './loudness.ts';
import { type RunningWorker, startWorker } from './worker.ts';

const AUDIO_LEVEL = 1;

/** An Opus packet that says how loud it is: 0 (dBov) to 127 (silence), RFC 6464. */
function packet(ssrc: number, sequence: number, level: number): Buffer {
  const buffer = Buffer.alloc(12 + 8 + 20);
  buffer[0] = 0x90;
  buffer[1] = 111;
  buffer.writeUInt16BE(sequence & 0xffff, 2);
  buffer.writeUInt32BE(sequence * 960, 4);
  buffer.writeUInt32BE(ssrc, 8);
  buffer.writeUInt16BE(0xbede, 12);
  buffer.writeUInt16BE(1, 14);
  buffer[16] = AUDIO_LEVEL << 4;
  buffer[17] = 0x80 | level;
  return buffer;
}

describe('loudness', () => {
  let running: RunningWorker;
  let router: Router;
  let loudness: Loudness;
  const voices: { stop(): void }[] = [];
  const news = {
    levels: vi.fn<(levels: [ParticipantId, number][]) => void>(),
    speaker: vi.fn<(id: ParticipantId | null) => void>(),
  };

  beforeEach(async () => {
    vi.clearAllMocks();
    running = await startWorker({
      index: 0,
      listenInfos: [{ protocol: 'udp', ip: '127.0.0.1', port: 0 }],
      startMs: 60_000,
      stopping: () => false,
    });
    router = await running.worker.createRouter({ mediaCodecs: [...codecs] });
    loudness = await Loudness.open(router, news, createLog('silent'));
  });
  afterEach(async () => {
    for (const voice of voices.splice(0)) voice.stop();
    await running.close();
  });

  /** A microphone; speech comes in bursts, as the observer expects it of people. */
  async function microphone(name: string, ssrc: number) {
    const transport = await router.createDirectTransport();
    const producer: Producer = await transport.produce({
      kind: 'audio',
      rtpParameters: {
        codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
        headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: AUDIO_LEVEL }],
        encodings: [{ ssrc }],
      },
    });
    loudness.add(producer, name as ParticipantId);
    let speaking = false;
    let sequence = 0;
    const timer = setInterval(() => {
      sequence += 1;
      const burst = sequence % 25 < 18;
      // A microphone hears the room too: the observer tells speech from it by the distance.
      const level = speaking && burst ? 10 + (sequence % 9) : 90;
      producer.send(packet(ssrc, sequence, level));
    }, 20);
    const stop = () => clearInterval(timer);
    voices.push({ stop });
    return {
      producer,
      speak: () => {
        speaking = true;
      },
      hush: () => {
        speaking = false;
      },
    };
  }

  const within = { timeout: 30_000, interval: 50 };

  test('CALL-8 the word is theirs who are heard, not theirs who are merely there', async () => {
    const a = await microphone('a', 1);
    const b = await microphone('b', 2);
    b.speak();
    await vi.waitFor(() => expect(news.speaker).toHaveBeenLastCalledWith('b'), within);
    expect(news.speaker).toHaveBeenCalledTimes(1);
    expect(news.levels.mock.lastCall?.[0]).toMatchObject([['b', expect.any(Number)]]);
    b.hush();
    a.speak();
    await vi.waitFor(() => expect(news.speaker).toHaveBeenLastCalledWith('a'), within);
  });

  test('CALL-8 who is muted has no word, and has it back when heard again', async () => {
    const a = await microphone('a', 1);
    a.speak();
    await vi.waitFor(() => expect(news.speaker).toHaveBeenLastCalledWith('a'), within);
    await a.producer.pause();
    expect(news.speaker).toHaveBeenLastCalledWith(null);
    await vi.waitFor(() => expect(news.levels).toHaveBeenLastCalledWith([]), within);
    await a.producer.resume();
    await vi.waitFor(() => expect(news.speaker).toHaveBeenLastCalledWith('a'), within);
    a.producer.close();
    expect(news.speaker).toHaveBeenLastCalledWith(null);
  });

  test('CALL-8 silence is said once and then not again', async () => {
    const a = await microphone('a', 1);
    a.speak();
    await vi.waitFor(() => expect(news.levels).toHaveBeenCalled(), within);
    a.hush();
    await vi.waitFor(() => expect(news.levels).toHaveBeenLastCalledWith([]), within);
    const calls = news.levels.mock.calls.length;
    a.speak();
    await vi.waitFor(() => expect(news.levels.mock.calls.length).toBeGreaterThan(calls), within);
    // Where the machine stood still for a moment, there was a silence more.
    const silences = news.levels.mock.calls.map(([levels]) => levels.length === 0);
    expect(silences).toContain(true);
    expect(silences.some((silent, nr) => silent && silences[nr + 1])).toBe(false);
  });
});
