/**
 * A long way to the server: what goes over it arrives late. How late swings, as
 * when queues fill and empty; a share of the packets of UDP overtakes the others,
 * and a share is lost. TCP comes late and in order.
 */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Each way. */
export interface Slowness {
  readonly delayMs: number;
  /** It swings by so much to either side. */
  readonly jitterMs?: number;
  /** Percent of the packets that wait in no queue. */
  readonly overtaking?: number;
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

/** So long a queue takes from one length to another: slow enough that nothing overtakes in it. */
const SWING_MS = 250;

/** How long what comes now takes. */
function createTravel({ delayMs, jitterMs = 0 }: Slowness): () => number {
  let from = 0;
  let to = 0;
  let began = performance.now();
  return () => {
    const now = performance.now();
    if (now - began > SWING_MS) {
      [from, to, began] = [to, jitterMs * (2 * Math.random() - 1), now];
    }
    return delayMs + from + ((to - from) * (now - began)) / SWING_MS;
  };
}

const byChance = (percent = 0): boolean => Math.random() * 100 < percent;

async function carryPackets(slowness: Slowness, address: string, port: number) {
  const front = createSocket('udp4');
  /** By who sends: behind each a socket of its own, so that the server can tell them apart. */
  const ways = new Map<string, UdpSocket>();
  const underway = new Set<NodeJS.Timeout>();

  const [up, down] = [createTravel(slowness), createTravel(slowness)];
  const { delayMs, jitterMs = 0, overtaking, loss } = slowness;

  function late(travel: () => number, deliver: () => void): void {
    if (byChance(loss)) return;
    const timer = setTimeout(
      () => {
        underway.delete(timer);
        deliver();
      },
      byChance(overtaking) ? delayMs - jitterMs : travel(),
    );
    underway.add(timer);
  }

  front.on('message', (packet, from) => {
    const key = `${from.address}:${from.port}`;
    let way = ways.get(key);
    if (!way) {
      way = createSocket('udp4');
      way.on('message', (answer) => {
        late(down, () => front.send(answer, from.port, from.address));
      });
      ways.set(key, way);
    }
    const back = way;
    late(up, () => back.send(packet, port, '127.0.0.1'));
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
  const travel = createTravel(slowness);
  let arrives = 0;
  const late = (deliver: () => void) => {
    arrives = Math.max(arrives, performance.now() + travel());
    setTimeout(() => !to.destroyed && deliver(), arrives - performance.now());
  };
  from.on('data', (chunk) => late(() => to.write(chunk)));
  from.on('end', () => late(() => to.end()));
  from.on('error', () => to.destroy());
}
