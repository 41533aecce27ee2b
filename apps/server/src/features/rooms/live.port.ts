/**
 * What the rooms ask of the live calls, whoever keeps them. Calls stand above
 * features and may not be imported here; compose.ts hands them in.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { PathToken, PersonId, RoomId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import type {
  Capability,
  Grants,
  RoomRole,
  RoomRules,
  SpaceRole,
} from '@converge/protocol/permissions';
import type { DtlsParameters, RouterCapabilities } from '@converge/protocol/realtime/media';
import type { PathOffer } from '@converge/protocol/rest/join';
import type { Live } from '@converge/protocol/rest/rooms';

/** What somebody is in a room now. */
export interface LiveRights {
  readonly role: RoomRole;
  readonly grants: Grants;
  readonly floor: readonly Capability[];
  /** Where what they are in the space is another now. */
  readonly spaceRole?: SpaceRole;
}

export interface LiveCalls {
  /** The rooms that are live. */
  liveRooms(): RoomId[];
  /** null: the room isn't live. */
  live(roomId: RoomId): Live | null;
  /** Names of some who are inside, at most `max`. */
  insideNames(roomId: RoomId, max: number): string[];
  /** Everybody who is inside or just entering, each once. */
  inside(roomId: RoomId): Person[];
  /** Ends the room's call for everybody inside. */
  end(roomId: RoomId): void;
  /** The room's rules are these now; what they forbid stops. */
  rulesChanged(roomId: RoomId, rules: RoomRules): void;
  /** Somebody's role or grants are these now; what they forbid stops. */
  rightsChanged(roomId: RoomId, personId: PersonId, rights: LiveRights): void;
  /** This person has no place in the room any more. */
  expelled(roomId: RoomId, personId: PersonId): void;
  /** The rooms in whose calls somebody is. */
  whereabouts(personId: PersonId): RoomId[];
  /** All their devices are out of the room's call; they may come again, where they still may. */
  putOut(roomId: RoomId, personId: PersonId): void;
  /** A ban was lifted: they may come into the call that runs as well. */
  forgiven(roomId: RoomId, personId: PersonId): void;
  /**
   * A media path for somebody from this network who may come in; null: the room
   * isn't live (SPEC MEDIA-15).
   * @throws ConvergeError rate_limited, media_invalid, media_unsupported, media_unavailable
   */
  openPath(
    roomId: RoomId,
    rtpCapabilities: RouterCapabilities,
    network: string,
  ): Promise<PathOffer | null>;
  /** Its handshake. @throws ConvergeError media_not_found, media_invalid, media_unsupported */
  connectPath(roomId: RoomId, token: PathToken, dtlsParameters: DtlsParameters): Promise<void>;
  /** Name or picture changed. */
  renamed(person: Person): void;
}

/** What browsers need to know of the media server before they join. */
export type MediaCapabilities = () => RouterCapabilities;

/** Stands in until the calls are there: nothing is live. */
export const noCalls: LiveCalls = {
  liveRooms: () => [],
  live: () => null,
  insideNames: () => [],
  inside: () => [],
  end: () => {},
  rulesChanged: () => {},
  rightsChanged: () => {},
  expelled: () => {},
  whereabouts: () => [],
  putOut: () => {},
  forgiven: () => {},
  openPath: async () => null,
  connectPath: () => Promise.reject(new ConvergeError('media_not_found')),
  renamed: () => {},
};
