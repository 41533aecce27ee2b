import type { Room } from '@converge/protocol/rest/rooms';
import type { LiveRoom } from '../../data/live-room.ts';
import { useValue } from '../../data/use-value.ts';
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
  const me = useValue(live.connection.me);
  return (
    <ChatView
      roomId={room.id}
      conversation={live.room.conversation}
      me={me}
      questions={questions}
      mayWrite={mayWrite(actor, room, room.preset)}
    />
  );
}
