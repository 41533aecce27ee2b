/**
 * The least that can be done to join a call with mediasoup-client: what any
 * product built on the same parts can't be faster than. Devices (opened with the
 * product's constraints) and codecs are ready before the click, as on its join
 * page; the encodings are the product's own.
 */
import { createCapture } from '@converge/client/call/capture';
import { encodingOf } from '@converge/client/call/encodings';
import { browserMedia } from '@converge/client/call/media-port';
import { Device, type types } from 'mediasoup-client';
import { io, type Socket } from 'socket.io-client';
import type { FloorConsumer, FloorEvents, FloorRequests } from './wire.ts';

const find = <T extends Element>(selector: string) => {
  const element = document.querySelector<T>(selector);
  if (!element) throw new Error(`no ${selector}`);
  return element;
};

const device = new Device();
const button = find<HTMLButtonElement>('#join');
const capture = createCapture(browserMedia());
const tracks = Promise.all([capture.open('camera', null), capture.open('microphone', null)]);
tracks.then((own) => {
  find<HTMLVideoElement>('#own').srcObject = new MediaStream(own);
});

async function join(): Promise<void> {
  const socket: Socket<FloorEvents, FloorRequests> = io({ transports: ['websocket'] });
  const joined = await ask<Parameters<Parameters<FloorRequests['join']>[1]>[0]>((answer) =>
    socket.emit('join', device.recvRtpCapabilities, answer),
  );
  const receive = connected(socket, device.createRecvTransport(joined.receive));
  const play = (consumers: FloorConsumer[]) => playAll(socket, receive, consumers);
  socket.on('opened', (consumers) => void play(consumers));
  const send = connected(socket, device.createSendTransport(joined.send));
  send.on('produce', ({ kind, rtpParameters }, done) => {
    socket.emit('produce', kind, rtpParameters, (id) => done({ id }));
  });
  await Promise.all([play(joined.consumers), sendAll(send)]);
}

async function playAll(
  socket: Socket<FloorEvents, FloorRequests>,
  receive: types.Transport,
  offers: FloorConsumer[],
): Promise<void> {
  const consumers = await Promise.all(offers.map((offer) => receive.consume(offer)));
  socket.emit(
    'ready',
    consumers.map(({ id }) => id),
  );
  for (const { kind, track } of consumers) {
    const element = document.createElement(kind);
    element.autoplay = true;
    element.srcObject = new MediaStream([track]);
    find('#others').append(element);
  }
}

async function sendAll(send: types.Transport): Promise<void> {
  const [video, audio] = await tracks;
  await Promise.all([
    send.produce({ track: video, ...encodingOf('camera') }),
    send.produce({ track: audio, ...encodingOf('microphone') }),
  ]);
}

function connected(
  socket: Socket<FloorEvents, FloorRequests>,
  transport: types.Transport,
): types.Transport {
  transport.on('connect', ({ dtlsParameters }, done) => {
    socket.emit('dtls', transport.id, dtlsParameters, done);
  });
  return transport;
}

const ask = <T>(emit: (answer: (value: T) => void) => void): Promise<T> => new Promise(emit);

const capabilities = (await (await fetch('/capabilities')).json()) as types.RtpCapabilities;
await device.load({ routerRtpCapabilities: capabilities });
button.addEventListener('click', () => void join());
button.disabled = false;
