/**
 * Who has a room's call, and what may be asked of it. With one server every call
 * is in its memory.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { CallDirectory, OwnedCalls } from '../calls/ports.ts';

/** The directory of a space with a single server. */
export function createMemoryDirectory(owned: OwnedCalls): CallDirectory {
  return {
    liveRooms: () => [...owned.all()].flatMap(({ roomId, live }) => (live ? [roomId] : [])),
    live: (roomId) => owned.find(roomId)?.live ?? null,
    insideNames: (roomId, max) => owned.find(roomId)?.names(max) ?? [],
    inside: (roomId) => owned.find(roomId)?.inside() ?? [],
    end(roomId) {
      owned.revised();
      owned.end(roomId);
      owned.doorChanged(roomId, 'locked');
    },
    rulesChanged(roomId, rules) {
      owned.revised();
      owned.find(roomId)?.changeRules(rules);
      owned.doorChanged(roomId, rules.door);
    },
    rightsChanged(roomId, personId, rights) {
      owned.revised();
      owned.find(roomId)?.changeRights(personId, rights);
    },
    expelled(roomId, personId) {
      owned.revised();
      owned.find(roomId)?.takeOut(personId);
      owned.sendAway(roomId, personId);
    },
    forgiven(roomId, personId) {
      owned.forgive(roomId, personId);
    },
    whereabouts: (personId) =>
      [...owned.all()].flatMap((call) => (call.has(personId) ? [call.roomId] : [])),
    putOut(roomId, personId) {
      owned.revised();
      owned.find(roomId)?.putOut(personId);
    },
    openPath: async (roomId, rtpCapabilities, network) =>
      (await owned.find(roomId)?.openPath(rtpCapabilities, network)) ?? null,
    async connectPath(roomId, token, dtlsParameters) {
      const call = owned.find(roomId);
      if (!call) throw new ConvergeError('media_not_found');
      await call.connectPath(token, dtlsParameters);
    },
    renamed(person) {
      for (const call of owned.all()) call.rename(person);
    },
  };
}
