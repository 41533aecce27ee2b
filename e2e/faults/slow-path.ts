/**
 * A long way to the server: what goes over it arrives late. Packets of UDP take
 * each a time of their own, so that some overtake others, and a share of them is
 * lost; TCP comes late and in order.
 */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Each way. */
export interface Slowness {
  readonly delayMs: number;
  /** A packet takes so much more or less. */
  readonly jitterMs?: number;
  /** Percent of the packets. */
  readonly loss?: number;
}

export interface SlowPath {
  /** Where the web server is found, at the path's near end. */
  readonly port: number;
  dispose(): Promise<void>;
}

export interface SlowPathOptions {
  readonly slowness: Slowness;
  /** Its near end. */
  readonly address: string;
  /** Ports of the server at 127.0.0.1; media is found at the near end on the same port. */
  readonly web: number;
  readonly media: number;
}

export async function laySlowPath(options: SlowPathOptions): Promise<SlowPath> {
  const { slowness, address, web, media } = options;
  const packets = await carryPackets(slowness, address, media);
  const streams = await carryStreams(slowness, address, web);
  return {
    port: streams.port,
    async dispose() {
      packets.close();
      await streams.close();
    },
  };
}

/** How long the next packet takes. */
const travel = ({ delayMs, jitterMs = 0 }: Slowness): number =>
  Math.max(0, delayMs + jitterMs * (2 * Math.random() - 1));

async function carryPackets(slowness: Slowness, address: string, port: number) {
  const front = createSocket('udp4');
  /** By who sends: behind each a socket of its own, so that the server can tell them apart. */
  const ways = new Map<string, UdpSocket>();
  const underway = new Set<NodeJS.Timeout>();

  function late(deliver: () => void): void {
    if (Math.random() * 100 < (slowness.loss ?? 0)) return;
    const timer = setTimeout(() => {
      underway.delete(timer);
      deliver();
    }, travel(slowness));
    underway.add(timer);
  }

  front.on('message', (packet, from) => {
    const key = `${from.address}:${from.port}`;
    let way = ways.get(key);
    if (!way) {
      way = createSocket('udp4');
      way.on('message', (answer) => {
        late(() => front.send(answer, from.port, from.address));
      });
      ways.set(key, way);
    }
    const back = way;
    late(() => back.send(packet, port, '127.0.0.1'));
  });
  front.bind(port, address);
  await once(front, 'listening');
  return {
    close() {
      for (const timer of underway) clearTimeout(timer);
      for (const socket of [front, ...ways.values()]) socket.close();
    },
  };
}

async function carryStreams(slowness: Slowness, address: string, port: number) {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    carry(near, far, slowness);
    carry(far, near, slowness);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
    }
  });
  server.listen(0, address);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Hands on what comes, late and in order; the end as well. */
function carry(from: Socket, to: Socket, slowness: Slowness): void {
  let arrives = 0;
  const late = (deliver: () => void) => {
    arrives = Math.max(arrives, performance.now() + travel(slowness));
    setTimeout(() => !to.destroyed && deliver(), arrives - performance.now());
  };
  from.on('data', (chunk) => late(() => to.write(chunk)));
  from.on('end', () => late(() => to.end()));
  from.on('error', () => to.destroy());
}
