/** The running calls as the directory hands them on. */
import type { Person } from '@converge/protocol/people';
import type { Call } from './call.ts';
import type { Calls } from './calls.service.ts';
import { putOut, takeOut } from './moderation.ts';
import { changeRights, changeRules } from './policy.ts';
import type { OwnedCall, OwnedCalls } from './ports.ts';

export function ownedCalls(calls: Calls): OwnedCalls {
  return {
    find(roomId) {
      const call = calls.find(roomId);
      return call && owned(call);
    },
    *all() {
      for (const call of calls.all()) yield owned(call);
    },
    revised: () => calls.revised(),
    end: (roomId) => calls.end(roomId),
    forgive: (roomId, personId) => calls.forgive(roomId, personId),
    doorChanged: (roomId, door) => calls.doorChanged(roomId, door),
    sendAway: (roomId, personId) => calls.lobby(roomId).decide([{ id: personId }], 'refused'),
  };
}

const owned = (call: Call): OwnedCall => ({
  roomId: call.roomId,
  live: call.live,
  names: (max) => names(call, max),
  inside: () => inside(call),
  changeRules: (rules) => changeRules(call, rules),
  changeRights: (personId, rights) => changeRights(call, personId, rights),
  putOut: (personId) => putOut(call, personId),
  has: (personId) => [...call.participants.values()].some((one) => one.personId === personId),
  takeOut: (personId) => takeOut(call, personId),
  openPath: async (rtpCapabilities, network) =>
    call.live ? (await call.media()).openPath(rtpCapabilities, network) : null,
  connectPath: async (token, dtlsParameters) =>
    (await call.media()).connectPath(token, dtlsParameters),
  rename({ id, name, avatar }) {
    if (!call.snapshot.participants.some(({ person }) => person.id === id)) return;
    call.apply({ type: 'renamed', personId: id, name, avatar });
  },
});

function inside(call: Call): Person[] {
  const people = [...call.snapshot.participants, ...call.arrivals.values()];
  return [...new Map(people.map(({ person }) => [person.id, person])).values()];
}

function names(call: Call, max: number): string[] {
  const byPerson = new Map(
    call.snapshot.participants.map(({ person }) => [person.id, person.name]),
  );
  return [...byPerson.values()].slice(0, max);
}
