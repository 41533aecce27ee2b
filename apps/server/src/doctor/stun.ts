/** A line to a STUN or TURN server (RFC 8489): what is asked on it is answered, by UDP, TCP or TLS. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** Lost datagrams are sent again, as RFC 8489 wants it. Milliseconds. */
const AGAIN_MS = 500;
const HEAD_BYTES = 20;

export interface StunPlace {
  readonly way: 'udp' | 'tcp' | 'tls';
  readonly host: string;
  readonly port: number;
}

export interface StunLine {
  /** Sends a message, and resolves to the answer with its id. @throws Error why there is none */
  ask(message: Buffer): Promise<Buffer>;
  close(): void;
}

/** `limitMs`: for opening, and for each answer. @throws Error why it didn't open */
export async function openStun(place: StunPlace, limitMs: number): Promise<StunLine> {
  return place.way === 'udp' ? byUdp(place, limitMs) : await byStream(place, limitMs);
}

const idOf = (message: Buffer): Buffer => message.subarray(8, HEAD_BYTES);

/** Waits for one message that `hear` is told; `fault` ends the wait. */
function answerTo(
  message: Buffer,
  limitMs: number,
  listen: (hear: (got: Buffer) => void, fail: (fault: Error) => void) => () => void,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(limit);
      stop();
    };
    const fail = (fault: Error) => {
      end();
      reject(fault);
    };
    const limit = setTimeout(() => fail(new Error('no answer')), limitMs);
    const stop = listen((got) => {
      if (got.length < HEAD_BYTES || !idOf(got).equals(idOf(message))) return;
      end();
      resolve(got);
    }, fail);
  });
}

function byUdp({ host, port }: StunPlace, limitMs: number): StunLine {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  // Between two questions nothing is waited for, so nothing is at fault.
  socket.on('error', () => undefined);
  return {
    ask: (message) =>
      answerTo(message, limitMs, (hear, fail) => {
        const send = () => socket.send(message, port, host);
        const again = setInterval(send, AGAIN_MS);
        socket.on('message', hear);
        socket.on('error', fail);
        send();
        return () => {
          clearInterval(again);
          socket.off('message', hear);
          socket.off('error', fail);
        };
      }),
    close: () => socket.close(),
  };
}

async function byStream({ way, host, port }: StunPlace, limitMs: number): Promise<StunLine> {
  const socket =
    way === 'tls'
      ? connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }) })
      : connect(port, host);
  const late = setTimeout(() => socket.destroy(new Error('no answer')), limitMs);
  try {
    await once(socket, way === 'tls' ? 'secureConnect' : 'connect');
  } catch (fault) {
    socket.destroy();
    throw fault;
  } finally {
    clearTimeout(late);
  }
  socket.on('error', () => undefined);
  return {
    ask: (message) =>
      answerTo(message, limitMs, (hear, fail) => {
        let got = Buffer.alloc(0);
        const take = (bytes: Buffer) => {
          got = Buffer.concat([got, bytes]);
          // Its length stands in the head of each message.
          while (got.length >= HEAD_BYTES) {
            const whole = HEAD_BYTES + got.readUInt16BE(2);
            if (got.length < whole) return;
            hear(got.subarray(0, whole));
            got = got.subarray(whole);
          }
        };
        const ended = () => fail(new Error('the connection was closed'));
        socket.on('data', take);
        socket.on('error', fail);
        socket.on('end', ended);
        socket.write(message);
        return () => {
          socket.off('data', take);
          socket.off('error', fail);
          socket.off('end', ended);
        };
      }),
    close: () => socket.destroy(),
  };
}
