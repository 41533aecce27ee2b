/** One STUN binding request (RFC 8489) over UDP, TCP or TLS: does anybody answer there? */
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';

const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const MAGIC_COOKIE = 0x2112a442;
/** Lost datagrams are sent again, as RFC 8489 wants it. Milliseconds. */
const AGAIN_MS = 500;

export interface StunPlace {
  readonly way: 'udp' | 'tcp' | 'tls';
  readonly host: string;
  readonly port: number;
}

/** Resolves when the right answer came. @throws Error why not */
export function askStun({ way, host, port }: StunPlace, limitMs: number): Promise<void> {
  const id = randomBytes(12);
  const request = Buffer.alloc(20);
  request.writeUInt16BE(BINDING_REQUEST, 0);
  request.writeUInt32BE(MAGIC_COOKIE, 4);
  id.copy(request, 8);
  const isAnswer = (bytes: Buffer) =>
    bytes.length >= 20 &&
    bytes.readUInt16BE(0) === BINDING_SUCCESS &&
    bytes.subarray(8, 20).equals(id);
  const ask = way === 'udp' ? byUdp : byStream;
  return ask({ way, host, port, request, isAnswer, limitMs });
}

interface Ask extends StunPlace {
  readonly request: Buffer;
  readonly isAnswer: (bytes: Buffer) => boolean;
  readonly limitMs: number;
}

function byUdp({ host, port, request, isAnswer, limitMs }: Ask): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    const send = () => socket.send(request, port, host);
    const done = (fault: Error | null) => {
      clearTimeout(limit);
      clearInterval(again);
      socket.close();
      if (fault) reject(fault);
      else resolve();
    };
    const limit = setTimeout(() => done(new Error('no answer')), limitMs);
    const again = setInterval(send, AGAIN_MS);
    socket.on('message', (bytes) => {
      if (isAnswer(bytes)) done(null);
    });
    socket.once('error', done);
    send();
  });
}

function byStream({ way, host, port, request, isAnswer, limitMs }: Ask): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket =
      way === 'tls'
        ? connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }) })
        : connect(port, host);
    let got = Buffer.alloc(0);
    const done = (fault: Error | null) => {
      clearTimeout(limit);
      socket.destroy();
      if (fault) reject(fault);
      else resolve();
    };
    const limit = setTimeout(() => done(new Error('no answer')), limitMs);
    socket.once(way === 'tls' ? 'secureConnect' : 'connect', () => socket.write(request));
    socket.on('data', (bytes: Buffer) => {
      got = Buffer.concat([got, bytes]);
      if (isAnswer(got)) done(null);
    });
    socket.once('error', done);
    socket.once('end', () => done(new Error('the connection was closed')));
  });
}
