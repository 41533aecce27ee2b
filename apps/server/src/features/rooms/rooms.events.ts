/** Looking into a room over the live connection. */
import type { PersonId, RoomId, Seq } from '@converge/protocol/ids';
import type { ConversationPage } from '@converge/protocol/realtime/chat';
import { roomClose, roomOpen } from '@converge/protocol/realtime/room';
import { type Handler, handler } from '../../platform/realtime/ports.ts';
import { assertCan } from './access.ts';
import type { LiveCalls } from './live.port.ts';
import { presentRoom } from './rooms.present.ts';
import type { RoomsService } from './rooms.service.ts';

/** The part of the conversation that a room's first look shows; the chat provides it. */
export interface FirstLook {
  page(roomId: RoomId, reader: PersonId, after: Seq | undefined): Promise<ConversationPage>;
}

export function createRoomHandlers(
  rooms: RoomsService,
  calls: () => LiveCalls,
  conversation: FirstLook,
): Handler[] {
  return [
    handler(roomOpen, async (session, { roomId, after }) => {
      const { identity } = session;
      assertCan(await rooms.actorIn(roomId, identity), 'chat.read');
      // Listening comes before reading: what is written in between is heard, or
      // read, or both, but never missed (SPEC CHAT-4).
      session.subscribe(`room:${roomId}`);
      try {
        const page = await conversation.page(roomId, identity.person.id, after);
        // Read again, now that nothing can change unheard, and nobody be expelled unseen.
        const access = await rooms.actorIn(roomId, identity);
        assertCan(access, 'chat.read');
        return {
          room: presentRoom(access.room, access.actor.roomRole, calls().live(roomId)),
          me: session.identity.person,
          conversation: page,
        };
      } catch (error) {
        session.unsubscribe(`room:${roomId}`);
        throw error;
      }
    }),
    handler(roomClose, async (session, { roomId }) => {
      session.unsubscribe(`room:${roomId}`);
      return {};
    }),
  ];
}
