/**
 * Who has a room's call, and what may be asked of it. With one server every call
 * is in its memory.
 */
import type { CallDirectory, OwnedCalls } from '../calls/ports.ts';

/** The directory of a space with a single server. */
export function createMemoryDirectory(owned: OwnedCalls): CallDirectory {
  return {
    liveRooms: () => [...owned.all()].flatMap(({ roomId, live }) => (live ? [roomId] : [])),
    live: (roomId) => owned.find(roomId)?.live ?? null,
    insideNames: (roomId, max) => owned.find(roomId)?.names(max) ?? [],
    end(roomId) {
      owned.revised();
      owned.find(roomId)?.end();
    },
    rulesChanged(roomId, rules) {
      owned.revised();
      owned.find(roomId)?.changeRules(rules);
    },
    rightsChanged(roomId, personId, rights) {
      owned.revised();
      owned.find(roomId)?.changeRights(personId, rights);
    },
    expelled(roomId, personId) {
      owned.revised();
      owned.find(roomId)?.takeOut(personId);
    },
    whereabouts: (personId) =>
      [...owned.all()].flatMap((call) => (call.has(personId) ? [call.roomId] : [])),
    putOut(roomId, personId) {
      owned.revised();
      owned.find(roomId)?.putOut(personId);
    },
    renamed(person) {
      for (const call of owned.all()) call.rename(person);
    },
  };
}
