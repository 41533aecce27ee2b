/**
 * A line for media that carries only so much: what goes by UDP between browsers
 * and the server passes through it, and waits in a short queue on the way to the
 * browsers, as in a cheap router.
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { BrowserContext } from '@playwright/test';

export interface NarrowLine {
  /** What it carries towards each browser, in kilobits per second; null: whatever comes. */
  carry(kbps: number | null): void;
  close(): void;
}

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
  let bytesPerMs = Number.POSITIVE_INFINITY;
  const front = createSocket('udp4');
  const ways = new Map<string, Socket>();
  front.on('message', (packet, from) => {
    const key = `${from.address}:${from.port}`;
    let way = ways.get(key);
    if (!way) {
      way = createSocket('udp4');
      ways.set(key, way);
      let freeAt = 0;
      way.on('message', (back) => {
        const now = performance.now();
        const wait = Math.max(0, freeAt - now);
        if (wait > QUEUE_MS) return;
        freeAt = now + wait + back.length / bytesPerMs;
        setTimeout(() => {
          // The browser may have gone meanwhile, and the line with it.
          if (ways.size > 0) front.send(back, from.port, from.address);
        }, freeAt - now);
      });
    }
    way.send(packet, port, '127.0.0.1');
  });
  front.bind(port, ADDRESS);
  await once(front, 'listening');
  return {
    carry(kbps) {
      bytesPerMs = kbps === null ? Number.POSITIVE_INFINITY : kbps / 8;
    },
    close() {
      for (const way of ways.values()) way.close();
      ways.clear();
      front.close();
    },
  };
}
