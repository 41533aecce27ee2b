/** The conversation of a room: what other parts of the server may use of it. */
import type { Registry } from 'prom-client';
import { createChatHandlers } from './chat.events.ts';
import { createChatMetrics } from './chat.metrics.ts';
import { type ChatContext, createChatService } from './chat.service.ts';
import { createQuestionsService } from './questions.service.ts';
import { chatTraces } from './traces.ts';

export interface ChatOptions extends Omit<ChatContext, 'metrics'> {
  readonly registry: Registry;
}

export function createChat({ registry, ...options }: ChatOptions) {
  const service = createChatService({ ...options, metrics: createChatMetrics(registry) });
  const { database, clock, broadcast, actorIn, pace } = options;
  const questions = createQuestionsService({
    ...{ db: database.db, clock, broadcast, actorIn, pace },
    publish: service.publish,
  });
  return {
    handlers: createChatHandlers(service, questions),
    /** What a room shows of its conversation when it is opened. */
    firstLook: { page: service.firstLook },
    traces: chatTraces,
  };
}
