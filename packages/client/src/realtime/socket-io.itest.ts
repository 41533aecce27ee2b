/** Lines over the real Socket.IO, on this machine. */
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chatHistory, chatMessage } from '@converge/protocol/realtime/chat';
import { welcome } from '@converge/protocol/realtime/handshake';
import { Server, type ServerOptions, type Socket } from 'socket.io';
import { afterEach, expect, test } from 'vitest';
import { when } from '../state/value.ts';
import { makeMessage, makePerson, roomId } from '../testing/make.ts';
import { type Connection, createConnection } from './connection.ts';
import { type SocketIoOptions, socketIoLines } from './socket-io.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A server that welcomes whoever comes and answers history. */
async function serve(options: Partial<ServerOptions> = {}) {
  const http: HttpServer = createServer();
  const io = new Server(http, options);
  const sockets: Socket[] = [];
  io.on('connection', (socket) => {
    sockets.push(socket);
    socket.emit(welcome.name, { me: makePerson(1), serverTime: 1 });
    socket.on(chatHistory.name, (_input, answer) =>
      answer({ ok: true, data: { messages: [makeMessage(1)], latest: 1, read: 0 } }),
    );
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  endings.push(() => io.close());
  const { port } = http.address() as AddressInfo;
  return { io, http, sockets, url: `http://127.0.0.1:${port}` };
}

function connect(url: string, options: SocketIoOptions = {}): Connection {
  const connection = createConnection({ open: socketIoLines({ url, ...options }), room: roomId() });
  endings.push(() => connection.close());
  return connection;
}

const online = (connection: Connection) => when(connection.state, (s) => s.kind === 'online');
const transportOf = (socket: Socket | undefined) => socket?.conn.transport.name;

/** A proxy that takes so many requests for a WebSocket, says nothing, and lets the others through. */
function swallow(http: HttpServer, times: number): void {
  const [upgrade] = http.listeners('upgrade');
  if (!upgrade) throw new Error('nobody takes a WebSocket');
  http.removeAllListeners('upgrade');
  let taken = 0;
  http.on('upgrade', (request, socket, head) => {
    if (taken++ < times) endings.push(() => socket.destroy());
    else upgrade.call(http, request, socket, head);
  });
}

test('RT-3 a line opens by WebSocket, says who it is, carries requests and events', async () => {
  const { url, sockets } = await serve();
  const connection = connect(url, { headers: { cookie: 'key=1' } });
  await online(connection);
  const heard = new Promise((resolve) => connection.on(chatMessage, resolve));
  const page = await connection.request(chatHistory, { roomId: roomId() });
  expect(page.messages).toEqual([makeMessage(1)]);
  sockets[0]?.emit(chatMessage.name, { roomId: roomId(), message: makeMessage(2) });
  expect(await heard).toEqual({ roomId: roomId(), message: makeMessage(2) });
  expect(transportOf(sockets[0])).toBe('websocket');
  expect(sockets[0]?.handshake.auth).toEqual({ protocol: 1, room: roomId() });
  expect(sockets[0]?.handshake.headers.cookie).toBe('key=1');
  expect(connection.me.get()).toEqual(makePerson(1));
});

test('RT-2 a refusal arrives with its code and ends the trying', async () => {
  const { io, url } = await serve();
  const refusal = Object.assign(new Error('no'), { data: { code: 'not_signed_in' } });
  io.use((_socket, next) => next(refusal));
  const connection = connect(url);
  const state = await when(connection.state, (s) => s.kind === 'refused');
  expect(state).toEqual({ kind: 'refused', failure: { code: 'not_signed_in' } });
});

test('RT-8 where WebSockets are refused, long polling follows in the same attempt', async () => {
  const { url, sockets } = await serve({ transports: ['polling'] });
  const connection = connect(url);
  const states: string[] = [];
  connection.state.subscribe(() => states.push(connection.state.get().kind));
  await online(connection);
  expect(states).toEqual(['online']);
  expect(transportOf(sockets[0])).toBe('polling');
  await connection.request(chatHistory, { roomId: roomId() });
});

test('RT-8 where WebSockets are swallowed without an answer, the next attempt begins with polling', async () => {
  const { http, url, sockets } = await serve();
  swallow(http, Number.POSITIVE_INFINITY);
  const connection = connect(url, { patienceMs: 200 });
  await online(connection);
  expect(transportOf(sockets.at(-1))).toBe('polling');
});

test('RT-11 under watch a WebSocket that is swallowed is given up sooner, and polling follows as well', async () => {
  const { http, url, sockets } = await serve();
  const connection = connect(url);
  connection.keepWatch();
  await online(connection);
  swallow(http, Number.POSITIVE_INFINITY);
  const attempts: number[] = [];
  connection.state.subscribe(() => {
    const state = connection.state.get();
    if (state.kind === 'connecting') attempts.push(state.attempt);
  });
  sockets[0]?.disconnect(true);
  await when(connection.state, (s) => s.kind !== 'online');
  await online(connection);
  // The one that was given up, and the one after it.
  expect(attempts).toEqual([2, 3]);
  expect(transportOf(sockets.at(-1))).toBe('polling');
});

test('RT-11 once a WebSocket gets through, the next line begins with one again', async () => {
  const { http, io, url, sockets } = await serve();
  swallow(http, 1);
  // It holds for the last line, too, which a busy machine opens slowly.
  const connection = connect(url, { patienceMs: 4_000 });
  const upgraded = new Promise((resolve) =>
    io.engine.once('connection', (raw) => raw.once('upgrade', resolve)),
  );
  await online(connection);
  await upgraded;
  const lost = when(connection.state, (s) => s.kind !== 'online');
  sockets.at(-1)?.disconnect(true);
  await lost;
  await online(connection);
  expect(transportOf(sockets.at(-1))).toBe('websocket');
});

test('RT-8 a line that the server cuts is opened again', async () => {
  const { url, sockets } = await serve();
  const connection = connect(url);
  await online(connection);
  const lost = when(connection.state, (s) => s.kind !== 'online');
  sockets[0]?.disconnect(true);
  await lost;
  await online(connection);
  expect(sockets).toHaveLength(2);
});
