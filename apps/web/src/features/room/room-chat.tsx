import type { Room } from '@converge/protocol/rest/rooms';
import type { LiveRoom } from '../../data/live-room.ts';
import { useValue } from '../../data/use-value.ts';
import { useShortcuts } from '../../design/shortcuts/use-shortcuts.ts';
import { useWords } from '../../i18n/words.ts';
import { ChatView } from '../chat/live/chat-view.tsx';
import { mayWrite } from '../chat/may-write.ts';
import type { ShownQuestions } from '../chat/questions/use-questions.ts';
import type { RoomActor } from './use-room-actor.ts';

/** The room's conversation, for whoever looks at it. */
export function RoomChat({
  live,
  room,
  actor,
  questions,
}: {
  live: LiveRoom;
  room: Room;
  actor: RoomActor;
  questions: ShownQuestions | null;
}) {
  const t = useWords('room');
  const me = useValue(live.connection.me);
  const writing = mayWrite(actor, room, room.preset);
  const writes = writing === 'yes' || writing === 'questions';
  // The field listens itself, and to a finger's keyboard not at all.
  const byKeys = writes && !matchMedia('(pointer: coarse)').matches;
  useShortcuts(
    { id: 'conversation', title: t('tab.conversation') },
    byKeys
      ? [
          { keys: 'enter', label: t('keys.send') },
          { keys: 'shift+enter', label: t('keys.line') },
        ]
      : [],
  );
  return (
    <ChatView
      roomId={room.id}
      conversation={live.room.conversation}
      me={me}
      questions={questions}
      mayWrite={writing}
    />
  );
}
