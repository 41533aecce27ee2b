/**
 * What a media worker forwards at best: one VP8 stream to N plain receivers,
 * each with its own SRTP, without ICE, DTLS or any feedback. Called as a
 * function; the worker is a process of its own in any case.
 */
import { createSocket } from 'node:dgram';
import { setTimeout as pause } from 'node:timers/promises';
import type { types } from 'mediasoup';
import { startChild } from '../lib/child.ts';
import { cpuSeconds } from '../lib/process.ts';
import { rtpPacket, VP8_KEY_FRAME } from '../lib/rtp-packet.ts';
import { floorRouter } from './media.ts';

export interface FloorSfu {
  readonly packetsPerSecond: number;
  /** Share of one core, 0 to 1. */
  readonly workerCpu: number;
  /** CPU seconds for a million packets, i.e. microseconds for one. */
  readonly microsecondsPerPacket: number;
}

const SSRC = 0x0c0ffee0;
const PAYLOAD_TYPE = 101;
const PACKET_BYTES = 1160;
const WARM_UP_MS = 1_000;

/** Sends `rate` packets a second to `receivers` for `seconds`. */
export async function measureFloorSfu(
  receivers: number,
  rate: number,
  seconds: number,
): Promise<FloorSfu> {
  const sink = startChild('floors/sink.ts');
  const { worker, router } = await floorRouter();
  try {
    const port = Number(await sink.line());
    const entry = await router.createPlainTransport({ listenInfo, rtcpMux: true, comedia: true });
    const producer = await produce(entry);
    const exits: types.PlainTransport[] = [];
    for (let i = 0; i < receivers; i++) exits.push(await addReceiver(router, producer, port));
    const stop = startSending(entry.tuple.localPort, rate);
    await pause(WARM_UP_MS);
    const before = { cpu: cpuSeconds(worker.pid), packets: await sent(exits), at: Date.now() };
    await pause(seconds * 1000);
    const cpu = cpuSeconds(worker.pid) - before.cpu;
    const elapsed = (Date.now() - before.at) / 1000;
    const packets = (await sent(exits)) - before.packets;
    stop();
    return {
      packetsPerSecond: packets / elapsed,
      workerCpu: cpu / elapsed,
      microsecondsPerPacket: (cpu / packets) * 1e6,
    };
  } finally {
    worker.close();
    await sink.stop();
  }
}

const listenInfo = { protocol: 'udp', ip: '127.0.0.1' } as const;

const produce = (entry: types.PlainTransport): Promise<types.Producer> =>
  entry.produce({
    kind: 'video',
    rtpParameters: {
      codecs: [{ mimeType: 'video/VP8', payloadType: PAYLOAD_TYPE, clockRate: 90_000 }],
      encodings: [{ ssrc: SSRC }],
    },
  });

async function addReceiver(
  router: types.Router,
  producer: types.Producer,
  port: number,
): Promise<types.PlainTransport> {
  const exit = await router.createPlainTransport({
    listenInfo,
    rtcpMux: true,
    enableSrtp: true,
    srtpCryptoSuite: 'AES_CM_128_HMAC_SHA1_80',
  });
  const { srtpParameters } = exit;
  if (!srtpParameters) throw new Error('no SRTP');
  await exit.connect({ ip: '127.0.0.1', port, srtpParameters });
  await exit.consume({ producerId: producer.id, rtpCapabilities: router.rtpCapabilities });
  return exit;
}

/** Returns what ends it. */
function startSending(port: number, rate: number): () => void {
  const socket = createSocket('udp4');
  const stream = {
    ssrc: SSRC,
    payloadType: PAYLOAD_TYPE,
    size: PACKET_BYTES,
    head: VP8_KEY_FRAME,
  };
  const began = performance.now();
  let count = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - began) / 1000) * rate;
    for (; count < due; count++) {
      socket.send(rtpPacket(stream, count, (count / rate) * 90_000), port, '127.0.0.1');
    }
  }, 8);
  return () => {
    clearInterval(timer);
    socket.close();
  };
}

/** RTP packets that left, over all receivers. */
async function sent(exits: readonly types.PlainTransport[]): Promise<number> {
  const stats = await Promise.all(exits.map((exit) => exit.getStats()));
  return stats
    .flat()
    .reduce((sum, { rtpBytesSent }) => sum + rtpBytesSent / (PACKET_BYTES + 12), 0);
}
