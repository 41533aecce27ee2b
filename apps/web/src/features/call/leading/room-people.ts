/** Who belongs to a room, and what one may do about each (SPEC PERM-1, MOD-15). Pure. */
import type { PersonId } from '@converge/protocol/ids';
import {
  type Actor,
  can,
  capabilities,
  moderates,
  type RoomAction,
  type RoomRules,
} from '@converge/protocol/permissions';
import type { RoomPerson } from '@converge/protocol/rest/room-people';
import type { PersonRights } from './person-dialog.tsx';

export interface RoomPersonModel extends PersonRights {
  readonly id: PersonId;
  readonly avatar: string | null;
  readonly self: boolean;
  readonly removed: boolean;
}

export function roomPeopleOf(
  people: readonly RoomPerson[],
  rules: RoomRules,
  me: { readonly id: PersonId | null; readonly actor: Actor },
): RoomPersonModel[] {
  return people.map(({ person, role, spaceRole, grants, removed, network }) => {
    const target: Actor = { spaceRole, roomRole: role, grants };
    const self = person.id === me.id;
    const leads = moderates(target);
    const may = (action: Extract<RoomAction, `participant.${string}`>) =>
      !self && can(me.actor, action, rules, target);
    return {
      ...{ id: person.id, name: person.name, avatar: person.avatar },
      ...{ self, role, leads, removed, network },
      // Who leads may do everything: what they had before says nothing now.
      rights: capabilities.flatMap((capability) => {
        const allowed = leads ? undefined : grants[capability];
        return allowed === undefined ? [] : [{ capability, allowed, floor: false }];
      }),
      may: {
        grant: may('participant.grant'),
        appoint: may('participant.appoint'),
        // There is no microphone outside of a call.
        mute: false,
        handOver: may('participant.handOver'),
        ban: may('participant.ban'),
      },
    };
  });
}
