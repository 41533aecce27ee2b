/**
 * The least a chat server on Socket.IO can do: pass each message on to all in
 * the room. Nothing is checked, ordered or stored. Prints its address.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

interface Sent {
  readonly roomId: string;
  readonly clientId: string;
  readonly text: string;
}

const author = { id: crypto.randomUUID(), kind: 'guest', name: 'Somebody', avatar: null };
const http = createServer();
// The options of the product's gateway, where they touch what a message costs.
const io = new Server(http, {
  transports: ['websocket'],
  perMessageDeflate: false,
  httpCompression: false,
  serveClient: false,
});
let seq = 0;

io.on('connection', (socket) => {
  socket.on('room.open', ({ roomId }: { roomId: string }, answer: (data: unknown) => void) => {
    void socket.join(roomId);
    answer({ ok: true, data: {} });
  });
  socket.on('chat.send', ({ roomId, clientId, text }: Sent, answer: (data: unknown) => void) => {
    seq += 1;
    // Of the same size on the wire as the product's.
    const message = { id: crypto.randomUUID(), seq, clientId, author, text, sentAt: Date.now() };
    io.to(roomId).emit('chat.message', { roomId, message });
    answer({ ok: true, data: { message } });
  });
});

http.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
});
