/**
 * A line for media that carries only so much: what goes by UDP between browsers
 * and the server passes through it, and waits in a short queue, as in a cheap router.
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { BrowserContext } from '@playwright/test';

export interface NarrowLine {
  /** What it carries towards each browser, in kilobits per second; null: whatever comes. */
  carry(kbps: number | null): void;
  /** The same of the way from each browser. */
  carryUp(kbps: number | null): void;
  close(): void;
}

type Queue = (packet: Buffer, deliver: () => void) => void;

/** How long a packet may wait before those behind it are dropped. */
const QUEUE_MS = 250;

/** The end for browsers, on the same port as the server has at 127.0.0.1. */
const ADDRESS = '127.0.0.2';

/** Lets the pages of this context reach the server's media by the narrow line only. */
export const leadThrough = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript((address) => {
    const Original = window.RTCPeerConnection;
    const through = (line: string) => {
      if (!line.startsWith('a=candidate:')) return [line];
      return / udp \d+ 127\.0\.0\.1 /.test(line) ? [line.replace('127.0.0.1', address)] : [];
    };
    window.RTCPeerConnection = class extends Original {
      override setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
        const lines = (description.sdp ?? '').split('\r\n').flatMap(through);
        return super.setRemoteDescription({ ...description, sdp: lines.join('\r\n') });
      }
    };
  }, ADDRESS);

/** `port`: where the server has its media. */
export async function layNarrowLine(port: number): Promise<NarrowLine> {
  const speed = { down: Number.POSITIVE_INFINITY, up: Number.POSITIVE_INFINITY };
  const front = createSocket('udp4');
  const ways = new Map<string, { readonly socket: Socket; readonly up: Queue }>();
  front.on('message', (packet, from) => {
    const key = `${from.address}:${from.port}`;
    let way = ways.get(key);
    if (!way) {
      const socket = createSocket('udp4');
      const down = queue(() => speed.down);
      way = { socket, up: queue(() => speed.up) };
      ways.set(key, way);
      socket.on('message', (back) => {
        down(back, () => front.send(back, from.port, from.address));
      });
    }
    const { socket, up } = way;
    up(packet, () => socket.send(packet, port, '127.0.0.1'));
  });
  /** One direction of one browser's line, at the speed it has now, in bytes per millisecond. */
  function queue(bytesPerMs: () => number): Queue {
    let freeAt = 0;
    return (packet, deliver) => {
      const now = performance.now();
      const wait = Math.max(0, freeAt - now);
      if (wait > QUEUE_MS) return;
      freeAt = now + wait + packet.length / bytesPerMs();
      setTimeout(() => {
        // The browser may have gone meanwhile, and the line with it.
        if (ways.size > 0) deliver();
      }, freeAt - now);
    };
  }
  front.bind(port, ADDRESS);
  await once(front, 'listening');
  return {
    carry(kbps) {
      speed.down = kbps === null ? Number.POSITIVE_INFINITY : kbps / 8;
    },
    carryUp(kbps) {
      speed.up = kbps === null ? Number.POSITIVE_INFINITY : kbps / 8;
    },
    close() {
      for (const { socket } of ways.values()) socket.close();
      ways.clear();
      front.close();
    },
  };
}
