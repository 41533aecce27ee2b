import type { Conversation } from '@converge/client/chat/conversation';
import type { RoomId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import { type Ref, useMemo } from 'react';
import { useValue } from '../../../data/use-value.ts';
import { useFaultToast } from '../../faults/use-fault-toast.ts';
import { Chat, type ChatActions } from '../chat.tsx';
import type { ComposerHandle } from '../composer/composer.tsx';
import type { MayWrite } from '../may-write.ts';
import type { ShownQuestions } from '../questions/use-questions.ts';
import { createShow } from '../rows/messages.ts';

/** The conversation of an open room. */
export function ChatView({
  roomId,
  conversation,
  me,
  mayWrite,
  questions,
  ref,
}: {
  roomId: RoomId;
  conversation: Conversation;
  /** null until the server has said who one is. */
  me: Person | null;
  mayWrite: MayWrite;
  questions: ShownQuestions | null;
  ref?: Ref<ComposerHandle>;
}) {
  const view = useValue(conversation.view);
  const show = useMemo(() => me && createShow(me), [me]);
  const messages = useMemo(
    () => show?.(view.messages, view.unsent) ?? [],
    [show, view.messages, view.unsent],
  );
  const actions = useChatActions(conversation);
  return (
    <Chat
      roomId={roomId}
      chat={{
        ready: view.ready && me !== null,
        messages,
        older: view.older,
        read: view.read,
        latest: view.latest,
        unread: view.unread,
      }}
      mayWrite={mayWrite}
      questions={questions}
      actions={actions}
      {...(ref ? { ref } : {})}
    />
  );
}

function useChatActions(conversation: Conversation): ChatActions {
  const showFault = useFaultToast();
  return useMemo(
    () => ({
      async send(text) {
        try {
          conversation.send(text);
        } catch (error) {
          showFault(error);
          throw error;
        }
      },
      retry: ({ id }) => conversation.retry(id),
      discard: ({ id }) => conversation.discard(id),
      loadOlder: () => void conversation.loadOlder().catch(showFault),
      markRead: () => conversation.markRead(),
    }),
    // The words of a fault may be those of the language before; the actions stay the same.
    [conversation, showFault],
  );
}
