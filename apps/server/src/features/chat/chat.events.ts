/** The conversation over the live connection. */
import { chatHistory, chatRead, chatSend } from '@converge/protocol/realtime/chat';
import {
  chatAsk,
  chatDismiss,
  chatPublish,
  chatQuestions,
} from '@converge/protocol/realtime/questions';
import { type Handler, handler } from '../../platform/realtime/ports.ts';
import type { ChatService } from './chat.service.ts';
import type { QuestionsService } from './questions.service.ts';

export const createChatHandlers = (chat: ChatService, questions: QuestionsService): Handler[] => [
  handler(chatSend, async ({ identity }, input) => ({ message: await chat.send(identity, input) })),
  handler(chatHistory, ({ identity }, input) => chat.history(identity, input)),
  handler(chatRead, async ({ identity }, { roomId, seq }) => {
    await chat.read(identity, roomId, seq);
    return {};
  }),
  handler(chatAsk, async ({ identity }, input) => ({
    question: await questions.ask(identity, input),
  })),
  handler(chatQuestions, async (session, { roomId }) => ({
    questions: await questions.look(session, roomId),
  })),
  handler(chatPublish, async ({ identity }, { roomId, id }) => {
    await questions.publish(identity, roomId, id);
    return {};
  }),
  handler(chatDismiss, async ({ identity }, { roomId, id }) => {
    await questions.dismiss(identity, roomId, id);
    return {};
  }),
];
