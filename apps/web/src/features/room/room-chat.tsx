import { createValue } from '@converge/client/state/value';
import { can } from '@converge/protocol/permissions';
import type { Room } from '@converge/protocol/rest/rooms';
import type { CallSession } from '../../data/call-session.ts';
import type { LiveRoom } from '../../data/live-room.ts';
import { useValue } from '../../data/use-value.ts';
import { ChatView } from '../chat/live/chat-view.tsx';
import { mayWrite } from '../chat/may-write.ts';
import { useQuestions } from '../chat/questions/use-questions.ts';
import { useRoomActor } from './use-room-actor.ts';

/** The room's conversation, for whoever looks at it. */
export function RoomChat({
  live,
  room,
  session,
}: {
  live: LiveRoom;
  room: Room;
  session: CallSession | null;
}) {
  const me = useValue(live.connection.me);
  const self = useValue(session?.call.self ?? nobody);
  const actor = useRoomActor(room.role, self?.grants);
  const questions = useQuestions(live, room.id, {
    asks: can(actor, 'chat.ask', room),
    decides: room.policy.chat === 'onRequest' && can(actor, 'chat.publish', room),
  });
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

const nobody = createValue(null);
