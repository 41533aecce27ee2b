/** Held questions of a room, as this person may see them; looked at anew on every line, until closed. */
import type { RoomId } from '@converge/protocol/ids';
import {
  chatAsk,
  chatAsked,
  chatDismiss,
  chatPublish,
  chatQuestions,
  chatSettled,
  type Question,
} from '@converge/protocol/realtime/questions';
import type { Connection } from '../realtime/connection.ts';
import { type Log, silentLog } from '../state/log.ts';
import { createScope } from '../state/scope.ts';
import { randomUuid } from '../state/uuid.ts';
import { createValue, type Value } from '../state/value.ts';

export interface Questions {
  /** In the order of asking; null until the server has told it. */
  readonly held: Value<readonly Question[] | null>;
  /** These throw `ConvergeError`. */
  ask(text: string): Promise<void>;
  publish(id: Question['id']): Promise<void>;
  dismiss(id: Question['id']): Promise<void>;
  close(): void;
}

export interface QuestionsOptions {
  readonly connection: Connection;
  readonly roomId: RoomId;
  readonly log?: Log;
}

export function createQuestions({
  connection,
  roomId,
  log = silentLog,
}: QuestionsOptions): Questions {
  const scope = createScope();
  const held = createValue<readonly Question[] | null>(null);
  const add = (question: Question) =>
    held.update((all) => [...(all ?? []).filter(({ id }) => id !== question.id), question]);
  const remove = (gone: Question['id']) =>
    held.update((all) => all?.filter(({ id }) => id !== gone) ?? null);

  scope.onClose(
    connection.on(chatAsked, (event) => {
      if (event.roomId === roomId) add(event.question);
    }),
  );
  scope.onClose(
    connection.on(chatSettled, (event) => {
      if (event.roomId === roomId) remove(event.id);
    }),
  );
  const follow = () => {
    if (connection.state.get().kind === 'online') void look();
  };
  scope.onClose(connection.state.subscribe(follow));
  follow();

  return {
    held,
    async ask(text) {
      const id = randomUuid() as Question['id'];
      const { question } = await connection.request(chatAsk, { roomId, id, text });
      if (!scope.closed) add(question);
    },
    async publish(id) {
      await connection.request(chatPublish, { roomId, id });
    },
    async dismiss(id) {
      await connection.request(chatDismiss, { roomId, id });
    },
    close: scope.close,
  };

  async function look(): Promise<void> {
    try {
      const now = await connection.request(chatQuestions, { roomId }, { offline: 'fail' });
      if (!scope.closed) held.set(now.questions);
    } catch (error) {
      // Another line looks again.
      log.debug('the questions are not shown', { error });
    }
  }
}
