/**
 * The bare page's server: one room, Socket.IO without checks, mediasoup with
 * the product's own codecs and transport options. Prints its address when it is up.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import type { types } from 'mediasoup';
import { Server, type Socket } from 'socket.io';
import { routerCapabilities } from '../../../apps/server/src/media/codecs.ts';
import { openTransport } from '../../../apps/server/src/media/transport.ts';
import { floorRouter } from '../media.ts';
import type { FloorConsumer, FloorEvents, FloorRequests, FloorTransport } from './wire.ts';

const mimeTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

interface Peer {
  readonly socket: Socket<FloorRequests, FloorEvents>;
  readonly capabilities: types.RtpCapabilities;
  readonly transports: Map<string, types.WebRtcTransport>;
  readonly receive: types.WebRtcTransport;
  readonly producers: types.Producer[];
  readonly consumers: Map<string, types.Consumer>;
}

const folder = process.argv[2] ?? '';
const { worker, router } = await floorRouter();
const webRtcServer = await worker.createWebRtcServer({
  listenInfos: [
    { protocol: 'udp', ip: '127.0.0.1' },
    { protocol: 'tcp', ip: '127.0.0.1' },
  ],
});
const capabilities = routerCapabilities();

const http = createServer(async (request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (path === '/capabilities') {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(capabilities));
    return;
  }
  const file = normalize(path === '/' ? '/index.html' : path);
  response.setHeader('content-type', mimeTypes[file.split('.').at(-1) ?? ''] ?? 'text/plain');
  response.end(await readFile(join(folder, file)));
});
const io = new Server<FloorRequests, FloorEvents>(http, {
  transports: ['websocket'],
  perMessageDeflate: false,
  serveClient: false,
});
const peers = new Set<Peer>();

const offer = ({
  id,
  iceParameters,
  iceCandidates,
  dtlsParameters,
}: types.WebRtcTransport): FloorTransport => ({ id, iceParameters, iceCandidates, dtlsParameters });

async function consume(peer: Peer, producer: types.Producer): Promise<FloorConsumer> {
  const consumer = await peer.receive.consume({
    producerId: producer.id,
    rtpCapabilities: peer.capabilities,
    paused: true,
  });
  peer.consumers.set(consumer.id, consumer);
  const { id, kind, rtpParameters } = consumer;
  return {
    id,
    producerId: producer.id,
    kind,
    rtpParameters: rtpParameters as FloorConsumer['rtpParameters'],
  };
}

io.on('connection', (socket) => {
  let peer: Peer | undefined;
  const own = () => {
    if (!peer) throw new Error('not joined');
    return peer;
  };
  socket.on('join', async (rtpCapabilities, answer) => {
    const [send, receive] = await Promise.all([
      openTransport(router, webRtcServer),
      openTransport(router, webRtcServer),
    ]);
    const others = [...peers].flatMap(({ producers }) => producers);
    peer = {
      socket,
      capabilities: rtpCapabilities,
      transports: new Map([
        [send.id, send],
        [receive.id, receive],
      ]),
      receive,
      producers: [],
      consumers: new Map(),
    };
    peers.add(peer);
    const joined = peer;
    const consumers = await Promise.all(others.map((producer) => consume(joined, producer)));
    answer({ send: offer(send), receive: offer(receive), consumers });
  });
  socket.on('dtls', async (transportId, dtlsParameters, answer) => {
    await own().transports.get(transportId)?.connect({ dtlsParameters });
    answer();
  });
  socket.on('produce', async (kind, rtpParameters, answer) => {
    const [send] = own().transports.values();
    const producer = await send?.produce({ kind, rtpParameters });
    if (!producer) throw new Error('no transport');
    own().producers.push(producer);
    answer(producer.id);
    for (const other of peers) {
      if (other !== peer) other.socket.emit('opened', [await consume(other, producer)]);
    }
  });
  socket.on('ready', (ids) => {
    // One that was closed meanwhile has nobody who waits for it.
    for (const id of ids)
      own()
        .consumers.get(id)
        ?.resume()
        .catch(() => {});
  });
  socket.on('disconnect', () => {
    if (!peer) return;
    peers.delete(peer);
    for (const open of peer.transports.values()) open.close();
  });
});

http.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(http.address() as AddressInfo).port}/`);
});
process.once('SIGTERM', () => {
  worker.close();
  process.exit(0);
});
