/** The conversation over the live connection. */
import { chatHistory, chatRead, chatSend } from '@converge/protocol/realtime/chat';
import { type Handler, handler } from '../../platform/realtime/ports.ts';
import type { ChatService } from './chat.service.ts';

export const createChatHandlers = (chat: ChatService): Handler[] => [
  handler(chatSend, async ({ identity }, input) => ({ message: await chat.send(identity, input) })),
  handler(chatHistory, ({ identity }, input) => chat.history(identity, input)),
  handler(chatRead, async ({ identity }, { roomId, seq }) => {
    await chat.read(identity, roomId, seq);
    return {};
  }),
];
