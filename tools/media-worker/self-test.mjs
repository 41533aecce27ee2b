/**
 * Proves a media worker before anybody relies on it:
 *
 *   node tools/media-worker/self-test.mjs <path of the worker>
 *
 * Two WebRTC transports of the worker talk to each other through two UDP sockets of this process,
 * which answer for ICE and pass on the rest. So both roles of the DTLS handshake and both
 * directions of SRTP are seen. Only that shows the crash which OpenSSL with kTLS causes in an
 * unpatched worker; creating routers and transports works there too.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { loadMediasoup } from './mediasoup.mjs';
import { bindingRequest, isStun } from './stun.mjs';

/** Milliseconds for the whole test; it takes about 150. */
const LIMIT_MS = 25_000;
const HOST = '127.0.0.1';
const SSRC = 4242;
const PAYLOAD_TYPE = 100;

/** @type {import('mediasoup/types').RtpCodecCapability} */
const OPUS = {
  kind: 'audio',
  mimeType: 'audio/opus',
  clockRate: 48_000,
  channels: 2,
  preferredPayloadType: PAYLOAD_TYPE,
};

/** One RTP packet with four bytes of content. */
function rtpPacket() {
  const packet = Buffer.alloc(16, 7);
  packet[0] = 0x80;
  packet[1] = PAYLOAD_TYPE;
  packet.writeUInt16BE(1, 2);
  packet.writeUInt32BE(960, 4);
  packet.writeUInt32BE(SSRC, 8);
  return packet;
}

/** @param {import('mediasoup/types').Router} router */
async function openTransport(router) {
  const transport = await router.createWebRtcTransport({
    listenInfos: [{ protocol: 'udp', ip: HOST }],
  });
  const socket = createSocket('udp4');
  socket.bind(0, HOST);
  await once(socket, 'listening');
  const port = transport.iceCandidates[0]?.port;
  if (port === undefined) throw new Error('the transport offers no ICE candidate');
  return {
    transport,
    socket,
    /** @param {Buffer} datagram */
    send: (datagram) => socket.send(datagram, port, HOST),
  };
}

/** @typedef {Awaited<ReturnType<typeof openTransport>>} Side */

/** @param {Side} from @param {Side} to */
function passOn(from, to) {
  from.socket.on('message', (datagram) => {
    if (!isStun(datagram)) to.send(datagram);
  });
}

/** @param {Side} side */
async function nominate(side) {
  const { transport } = side;
  const connected = new Promise((resolve) => transport.on('icestatechange', resolve));
  side.send(bindingRequest(transport.iceParameters));
  await connected;
}

/** @param {Side} side @param {Side} peer @param {'client' | 'server'} peerRole */
async function handshake(side, peer, peerRole) {
  const { transport } = side;
  const done = new Promise((resolve, reject) => {
    transport.on('dtlsstatechange', (state) => {
      if (state === 'connected') resolve(undefined);
      else if (state === 'failed' || state === 'closed') reject(new Error(`DTLS ${state}`));
    });
  });
  const { fingerprints } = peer.transport.dtlsParameters;
  await transport.connect({ dtlsParameters: { role: peerRole, fingerprints } });
  return done;
}

/**
 * Sends one packet in at the first router and waits for it at the second.
 * @param {Side} sender @param {import('mediasoup/types').Router} senderRouter
 * @param {Side} receiver @param {import('mediasoup/types').Router} receiverRouter
 */
async function packetArrives(sender, senderRouter, receiver, receiverRouter) {
  const source = await senderRouter.createDirectTransport();
  const sink = await receiverRouter.createDirectTransport();
  const rtpParameters = {
    codecs: [
      { mimeType: OPUS.mimeType, payloadType: PAYLOAD_TYPE, clockRate: 48_000, channels: 2 },
    ],
    encodings: [{ ssrc: SSRC }],
  };
  const original = await source.produce({ kind: 'audio', rtpParameters });
  const outgoing = await sender.transport.consume({
    producerId: original.id,
    rtpCapabilities: senderRouter.rtpCapabilities,
  });
  const incoming = await receiver.transport.produce({
    kind: 'audio',
    rtpParameters: outgoing.rtpParameters,
  });
  const arrival = await sink.consume({
    producerId: incoming.id,
    rtpCapabilities: receiverRouter.rtpCapabilities,
  });
  const arrived = new Promise((resolve) => arrival.on('rtp', resolve));
  original.send(rtpPacket());
  await arrived;
}

/** @param {string} workerBin */
async function selfTest(workerBin) {
  let step = 'start the worker';
  const limit = setTimeout(() => {
    console.error(`no answer within ${LIMIT_MS / 1000} s at the step: ${step}`);
    process.exit(1);
  }, LIMIT_MS);
  const worker = await loadMediasoup().createWorker({ workerBin, logLevel: 'error' });
  worker.on('died', (error) => {
    console.error(`the worker died at the step: ${step} (${error.message})`);
    process.exit(1);
  });
  step = 'create routers and transports';
  const [near, far] = await Promise.all([
    worker.createRouter({ mediaCodecs: [OPUS] }),
    worker.createRouter({ mediaCodecs: [OPUS] }),
  ]);
  const [a, b] = await Promise.all([openTransport(near), openTransport(far)]);
  passOn(a, b);
  passOn(b, a);
  step = 'ICE';
  await Promise.all([nominate(a), nominate(b)]);
  step = 'DTLS handshake';
  await Promise.all([handshake(a, b, 'client'), handshake(b, a, 'server')]);
  step = 'SRTP';
  await packetArrives(a, near, b, far);
  await packetArrives(b, far, a, near);
  clearTimeout(limit);
  a.socket.close();
  b.socket.close();
  worker.close();
}

const path = process.argv[2];
if (path === undefined) {
  console.error('usage: node tools/media-worker/self-test.mjs <path of the worker>');
  process.exit(2);
}
await selfTest(path);
console.log('worker, routers, transports, DTLS handshake and SRTP: good');
