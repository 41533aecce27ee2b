/**
 * What the live call needs of the rest of the house, and what the rest may know
 * of it. The call itself knows no socket and no SFU; these are its windows.
 */
import type {
  CallId,
  ConsumerId,
  ParticipantId,
  PathToken,
  PersonId,
  ProducerId,
  RoomId,
  TransportId,
} from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import type {
  Actor,
  Capability,
  Grants,
  Policy,
  RoomDoor,
  RoomRole,
  RoomRules,
  SpaceRole,
} from '@converge/protocol/permissions';
import type {
  ConsumerOffer,
  DtlsParameters,
  IceParameters,
  RouterCapabilities,
  RtpParameters,
  SentSource,
  Tile,
  TransportOffer,
} from '@converge/protocol/realtime/media';
import type { CallReport } from '@converge/protocol/rest/calls';
import type { PathOffer } from '@converge/protocol/rest/join';
import type { Live } from '@converge/protocol/rest/rooms';
import type { AuditNote, GrantChange } from '../features/rooms/index.ts';
import type { Identity } from '../platform/realtime/ports.ts';

/** The SFU, as the call sees it. */
export interface MediaPort {
  /**
   * Opens the media of one call.
   * @throws ConvergeError media_unavailable
   */
  open(callId: CallId, host: MediaHost): Promise<CallMedia>;
}

/** What the SFU asks of a call and tells it. None of these may throw. */
export interface MediaHost {
  /** Whether `viewer` may be shown this video of `owner`. */
  maySee(viewer: ParticipantId, owner: ParticipantId, source: SentSource): boolean;
  consumersOpened(
    participantId: ParticipantId,
    transportId: TransportId,
    consumers: ConsumerOffer[],
  ): void;
  consumersClosed(participantId: ParticipantId, consumerIds: ConsumerId[]): void;
  /**
   * Which layers of something they send anybody wants: `layer` and all below it;
   * null: nothing.
   */
  layersWanted(participantId: ParticipantId, producerId: ProducerId, layer: number | null): void;
  /** Their line is too thin for pictures, which are held back; or it isn't any more. */
  lineThin(participantId: ParticipantId, thin: boolean): void;
  /** Loudness in dBov (-127 to 0) of those who are heard now; only when it changed. */
  levels(levels: [ParticipantId, number][]): void;
  /** Who speaks; null: nobody. */
  speaker(participantId: ParticipantId | null): void;
  /** Whether one of their media paths no longer answers; told when it changes. */
  silent(participantId: ParticipantId, silent: boolean): void;
  /** The SFU died: everything opened here is gone, without further events. */
  lost(): void;
}

/** The media of one call. Closing it closes all that was attached. */
export interface CallMedia {
  /**
   * Makes both transports and opens what everybody sends, flowing from the start. `path`:
   * what they receive comes by it, if it stands; it then waits for the client to be ready.
   * @throws ConvergeError media_invalid, media_unavailable
   */
  attach(
    participantId: ParticipantId,
    rtpCapabilities: RouterCapabilities,
    path?: PathToken,
  ): Promise<ParticipantMedia>;
  /**
   * A path for somebody from this network who is about to come in (SPEC MEDIA-15).
   * @throws ConvergeError rate_limited, media_invalid, media_unsupported, media_unavailable
   */
  openPath(rtpCapabilities: RouterCapabilities, network: string): Promise<PathOffer>;
  /**
   * Its handshake; repeating the same changes nothing.
   * @throws ConvergeError media_not_found, media_invalid, media_unsupported
   */
  connectPath(token: PathToken, dtlsParameters: DtlsParameters): Promise<void>;
  /** Looks again at who may see whom. */
  review(): void;
  close(): void;
}

/**
 * What one participant sends and receives. All methods reject with ConvergeError:
 * media_not_found for what isn't theirs or is closed, media_invalid and
 * media_unsupported for parameters, media_unavailable when the SFU is gone.
 */
export interface ParticipantMedia {
  readonly transports: { readonly send: TransportOffer; readonly receive: TransportOffer };
  /** All that is sent to them now; what of it wasn't announced yet counts as announced. */
  consumers(): ConsumerOffer[];
  /** Repeating it with the same parameters changes nothing. */
  connect(transportId: TransportId, dtlsParameters: DtlsParameters): Promise<void>;
  restartIce(transportId: TransportId): Promise<IceParameters>;
  /** Each source once: what was sent from it before has to be stopped first. */
  produce(offer: {
    readonly transportId: TransportId;
    readonly source: SentSource;
    readonly rtpParameters: RtpParameters;
    readonly paused: boolean;
  }): Promise<ProducerId>;
  setPaused(source: SentSource, paused: boolean): Promise<void>;
  stop(source: SentSource): void;
  /** Their `wallScreen` is sent as if it were their `screen`, or no longer. */
  setStaged(staged: boolean): void;
  setView(tiles: readonly Tile[]): Promise<void>;
  consumersReady(consumerIds: readonly ConsumerId[]): Promise<void>;
  /** These don't reach them though they should; `anew`: they are opened again. */
  consumersMissing(consumerIds: readonly ConsumerId[], anew: boolean): Promise<void>;
  /**
   * What of `owner` reaches them by another way: it is held back here, ready to
   * flow again at once. null: nothing does.
   */
  setElsewhere(elsewhere: Elsewhere | null): Promise<void>;
  /** Their line was lost and is back: they are told again what they may have missed. */
  returned(): void;
  detach(): void;
}

/** What somebody sends past the SFU. */
export interface Elsewhere {
  readonly owner: ParticipantId;
  readonly sources: ReadonlySet<SentSource>;
}

/** What the call asks of the rooms. */
export interface CallRooms {
  /**
   * Who `identity` is in the room, which of their grants are the floor, and the
   * room's rules now.
   * @throws ConvergeError room_not_found, room_archived, forbidden, removed
   */
  access(
    roomId: RoomId,
    identity: Identity,
  ): Promise<{ actor: Actor; rules: RoomRules; floor: readonly Capability[] }>;
  /** Notes when the room's latest call began; one that everybody was lost from goes on in it. */
  wentLive(roomId: RoomId, at: number): Promise<void>;
  /** Keeps what there is to say of a call by now; the last word is said when it isn't running any more. */
  keepReport(roomId: RoomId, report: CallReport, running: boolean): Promise<void>;
  /** The floor ends; who was let in, or removed, was let in to or removed from the call that is over. */
  callOver(roomId: RoomId): Promise<void>;
  /** Everybody was lost from the room's call at this time: it isn't over yet. */
  callLost(roomId: RoomId, at: number): Promise<void>;
  /** The rooms whose calls everybody was lost from, and when; neither over nor gone on since. */
  lostCalls(): Promise<readonly { readonly roomId: RoomId; readonly at: number }[]>;
  /** A guest's key opens the room no more, until the call is over. */
  expel(roomId: RoomId, guest: Person): Promise<void>;
  /** Stores it with its line of the log, then says `rightsChanged`. */
  grant(roomId: RoomId, by: Person, target: Person, change: GrantChange): Promise<void>;
  appoint(
    roomId: RoomId,
    by: Person,
    target: Person,
    role: 'moderator' | 'participant',
  ): Promise<void>;
  handOver(roomId: RoomId, by: Person, target: Person): Promise<void>;
  /** Keeps them out, and guests from these networks as well. */
  ban(roomId: RoomId, by: Person, target: Person, networks: readonly string[]): Promise<void>;
  /** Stores that these were let in. */
  admit(roomId: RoomId, by: Person, people: readonly Person[]): Promise<void>;
  /** Stores it with its line of the log, then says `rulesChanged`. */
  changePolicy(roomId: RoomId, note: AuditNote, policy: Partial<Policy>): Promise<void>;
  /** A line of the log for what is stored nowhere else. */
  note(roomId: RoomId, note: AuditNote): Promise<void>;
}

/** What somebody is in a room. */
export interface Rights {
  readonly role: RoomRole;
  readonly grants: Grants;
  /** Which of the grants end with the call. */
  readonly floor: readonly Capability[];
  /** Where what they are in the space is another now. */
  readonly spaceRole?: SpaceRole;
}

/** One running call, as its owner lets others act upon it. */
export interface OwnedCall {
  readonly roomId: RoomId;
  readonly live: Live | null;
  names(max: number): string[];
  inside(): Person[];
  changeRules(rules: RoomRules): void;
  changeRights(personId: PersonId, rights: Rights): void;
  takeOut(personId: PersonId): void;
  putOut(personId: PersonId): void;
  has(personId: PersonId): boolean;
  rename(person: Person): void;
  /** null: nobody is inside. @throws ConvergeError as `CallMedia.openPath` */
  openPath(rtpCapabilities: RouterCapabilities, network: string): Promise<PathOffer | null>;
  /** @throws ConvergeError as `CallMedia.connectPath` */
  connectPath(token: PathToken, dtlsParameters: DtlsParameters): Promise<void>;
}

/** The calls that run in this process. */
export interface OwnedCalls {
  find(roomId: RoomId): OwnedCall | undefined;
  all(): Iterable<OwnedCall>;
  /** The end for everybody, also of a call that waits for those who were lost from it. */
  end(roomId: RoomId): void;
  /** They may come into the room's call again. */
  forgive(roomId: RoomId, personId: PersonId): void;
  /** What a changed door means for those who wait before it. */
  doorChanged(roomId: RoomId, door: RoomDoor): void;
  /** This person waits no longer. */
  sendAway(roomId: RoomId, personId: PersonId): void;
  /** Rules or rights changed: whoever is just entering is to be looked at again. */
  revised(): void;
}

/**
 * The running calls, for the features. Whatever changes a room, its people or
 * its rules says so here after it is stored; for a room without a call nothing
 * happens.
 */
export interface CallDirectory {
  /** The rooms that are live. */
  liveRooms(): RoomId[];
  /** null: the room isn't live. */
  live(roomId: RoomId): Live | null;
  /** Names of some who are inside, each person once, longest inside first. */
  insideNames(roomId: RoomId, max: number): string[];
  /** Everybody who is inside or just entering, each once. */
  inside(roomId: RoomId): Person[];
  /** Ends the room's call for everybody (archived, deleted). */
  end(roomId: RoomId): void;
  /** New rules: what they forbid is closed at the SFU before anybody is told. */
  rulesChanged(roomId: RoomId, rules: RoomRules): void;
  /** Somebody's role or grants in the room changed. */
  rightsChanged(roomId: RoomId, personId: PersonId, rights: Rights): void;
  /** Somebody lost their place in the room: all their devices are out. */
  expelled(roomId: RoomId, personId: PersonId): void;
  /** The rooms in whose calls somebody is. */
  whereabouts(personId: PersonId): RoomId[];
  /** All their devices are out of the room's call; they may come again, where they still may. */
  putOut(roomId: RoomId, personId: PersonId): void;
  /** A ban was lifted: they may come into the call that runs as well. */
  forgiven(roomId: RoomId, personId: PersonId): void;
  /** A media path for somebody who may come in; null: the room isn't live. */
  openPath(
    roomId: RoomId,
    rtpCapabilities: RouterCapabilities,
    network: string,
  ): Promise<PathOffer | null>;
  /** Its handshake. @throws ConvergeError as `CallMedia.connectPath` */
  connectPath(roomId: RoomId, token: PathToken, dtlsParameters: DtlsParameters): Promise<void>;
  /** Name or picture changed, wherever they are. */
  renamed(person: Person): void;
}
