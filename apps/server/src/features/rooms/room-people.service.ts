/** What who leads a room does about its people without a call: the same as in one (SPEC MOD-15). */
import { ConvergeError } from '@converge/protocol/errors';
import type { PersonId, RoomId } from '@converge/protocol/ids';
import { can, type RoomAction } from '@converge/protocol/permissions';
import type { RoomPeopleAnswer, RoomPersonBody } from '@converge/protocol/rest/room-people';
import { assertCan } from './access.ts';
import type { User } from './asker.ts';
import type { RoomsContext } from './context.ts';
import type { RightsService } from './rights.service.ts';
import { findPlace, findRoomPeople, type RoomPlace } from './room-people.repo.ts';

export type RoomPeopleService = ReturnType<typeof createRoomPeopleService>;

export function createRoomPeopleService({ db, actorIn }: RoomsContext, rights: RightsService) {
  /** @throws ConvergeError forbidden, not_found, and whatever keeps the asker out */
  async function target(
    user: User,
    roomId: RoomId,
    personId: PersonId,
    action: Extract<RoomAction, `participant.${string}`>,
  ): Promise<RoomPlace> {
    const access = await actorIn(roomId, user);
    // Who doesn't lead doesn't learn who has a place.
    assertCan(access, 'room.people');
    const place = await findPlace(db, roomId, personId);
    if (!place) throw new ConvergeError('not_found');
    if (!can(access.actor, action, access.rules, place.actor)) throw new ConvergeError('forbidden');
    return place;
  }

  return {
    async list(user: User, roomId: RoomId): Promise<RoomPeopleAnswer> {
      assertCan(await actorIn(roomId, user), 'room.people');
      return findRoomPeople(db, roomId);
    },

    async change(
      user: User,
      roomId: RoomId,
      personId: PersonId,
      body: RoomPersonBody,
    ): Promise<void> {
      if ('role' in body) {
        const { person } = await target(user, roomId, personId, 'participant.appoint');
        await rights.appoint(roomId, user.person, person, body.role);
      } else {
        const { person } = await target(user, roomId, personId, 'participant.grant');
        await rights.grant(roomId, user.person, person, { ...body, forCall: false });
      }
    },

    /** With `address` also the network they came from last, where that is known. */
    async ban(user: User, roomId: RoomId, personId: PersonId, address: boolean): Promise<void> {
      const { person, network } = await target(user, roomId, personId, 'participant.ban');
      await rights.ban(roomId, user.person, person, address && network ? [network] : []);
    },
  };
}
