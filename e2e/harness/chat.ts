/** Conversations that are there already, written without a browser. */
import { createConnection } from '@converge/client/realtime/connection';
import { socketIoLines } from '@converge/client/realtime/socket-io';
import { silentLog } from '@converge/client/state/log';
import type { ClientMessageId, RoomId } from '@converge/protocol/ids';
import { chatSend } from '@converge/protocol/realtime/chat';
import type { Visitor } from './visitor.ts';

/** Stores `texts` in this order, all by the guest `author`; within what one connection may write at once. */
export async function writeAll(
  url: string,
  author: Visitor,
  roomId: RoomId,
  texts: readonly string[],
): Promise<void> {
  const headers = { cookie: author.cookieHeader, origin: new URL(url).origin };
  const open = socketIoLines({ url, headers });
  const connection = createConnection({ open, log: silentLog, room: roomId });
  try {
    for (const text of texts) {
      const clientId = crypto.randomUUID() as ClientMessageId;
      await connection.request(chatSend, { roomId, clientId, text });
    }
  } finally {
    connection.close();
  }
}
