/** The running calls as the directory hands them on. */
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
  };
}

const owned = (call: Call): OwnedCall => ({
  roomId: call.roomId,
  live: call.live,
  names: (max) => names(call, max),
  end: () => call.end(),
  changeRules: (rules) => changeRules(call, rules),
  changeRights: (personId, rights) => changeRights(call, personId, rights),
  putOut: (personId) => putOut(call, personId),
  has: (personId) => [...call.participants.values()].some((one) => one.personId === personId),
  takeOut: (personId) => takeOut(call, personId),
  rename({ id, name, avatar }) {
    if (!call.snapshot.participants.some(({ person }) => person.id === id)) return;
    call.apply({ type: 'renamed', personId: id, name, avatar });
  },
});

function names(call: Call, max: number): string[] {
  const byPerson = new Map(
    call.snapshot.participants.map(({ person }) => [person.id, person.name]),
  );
  return [...byPerson.values()].slice(0, max);
}
