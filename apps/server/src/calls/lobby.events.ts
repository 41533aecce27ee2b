/** The requests of those who decide about a lobby; one needn't be in the call for it. */
import { ConvergeError } from '@converge/protocol/errors';
import type { RoomId } from '@converge/protocol/ids';
import { can } from '@converge/protocol/permissions';
import { lobbyAdmit, lobbyRefuse, lobbySay, lobbyWatch } from '@converge/protocol/realtime/lobby';
import { type Handler, handler, type Session } from '../platform/realtime/ports.ts';
import type { Calls } from './calls.service.ts';
import type { CallRooms } from './ports.ts';

const done = {};

export function lobbyHandlers(calls: Calls, rooms: CallRooms): Handler[] {
  /** @throws ConvergeError forbidden, and whatever keeps somebody out of the room */
  async function assertDecides(session: Session, roomId: RoomId): Promise<void> {
    const { actor, rules } = await rooms.access(roomId, session.identity);
    if (!can(actor, 'lobby.decide', rules)) throw new ConvergeError('forbidden');
  }

  return [
    handler(lobbyWatch, async (session, { roomId }) => {
      await assertDecides(session, roomId);
      session.subscribe(`lobby:${roomId}`);
      return calls.lobby(roomId).shown;
    }),
    handler(lobbyAdmit, async (session, { roomId, personId }) => {
      await assertDecides(session, roomId);
      const lobby = calls.lobby(roomId);
      const people = lobby.people(personId);
      if (people.length === 0) return done;
      // Stored before it is told: who is told comes at once, and the door asks the database.
      await rooms.admit(roomId, session.identity.person, people);
      lobby.decide(people, 'admitted');
      return done;
    }),
    handler(lobbyRefuse, async (session, { roomId, personId }) => {
      await assertDecides(session, roomId);
      const lobby = calls.lobby(roomId);
      const people = lobby.people(personId);
      lobby.decide(people, 'refused');
      const { person: by } = session.identity;
      for (const target of people) await rooms.note(roomId, { by, target, action: 'refuse' });
      return done;
    }),
    handler(lobbySay, async (session, { roomId, text }) => {
      await assertDecides(session, roomId);
      if (!calls.lobby(roomId).say(text)) return done;
      const { person: by } = session.identity;
      await rooms.note(roomId, { by, action: 'lobbySay', details: { text } });
      return done;
    }),
  ];
}
