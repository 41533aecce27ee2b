/**
 * What the call engine shows to whoever stands on it. Types only: a page may
 * import this file without loading the engine.
 */
import type { Failure } from '@converge/protocol/errors';
import type { ParticipantId, PersonId, RoomId } from '@converge/protocol/ids';
import type { Capability } from '@converge/protocol/permissions';
import type { Flow, QualityReport, Route } from '@converge/protocol/quality';
import type {
  CallSnapshot,
  CallStatistics,
  LeaveReason,
  Participant,
  Reaction,
  Wall,
} from '@converge/protocol/realtime/call';
import type { Lobby } from '@converge/protocol/realtime/lobby';
import type { SentSource, Tile } from '@converge/protocol/realtime/media';
import type { Place } from '@converge/protocol/realtime/point';
import type { Subscribable } from '../state/emitter.ts';
import type { Value } from '../state/value.ts';

export type CallState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'joining' }
  /** Before a lobby, until somebody who leads decides; `message` is what they say to all. */
  | { readonly kind: 'waiting'; readonly message: string | null }
  | { readonly kind: 'in'; readonly self: ParticipantId; readonly call: CallSnapshot }
  /** The line is gone; media may still flow, and the seat is asked for again by itself. */
  | {
      readonly kind: 'reconnecting';
      readonly self: ParticipantId;
      readonly call: CallSnapshot;
      /** The line is back, and why there is no seat yet; null while neither is known. */
      readonly failure: Failure | null;
    }
  | { readonly kind: 'left'; readonly reason: LeaveReason }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** One stream of somebody else, as it is received here. */
export interface RemoteTrack {
  readonly participantId: ParticipantId;
  readonly source: SentSource;
  readonly track: MediaStreamTrack;
}

export type CallEvents = {
  readonly reaction: readonly [participantId: ParticipantId, reaction: Reaction];
  /** `by` points at the share of `of`; null: no longer. */
  readonly pointed: readonly [by: ParticipantId, of: ParticipantId, at: Place];
  /** Somebody, or a policy (`by` null), muted or stopped one of my sources. */
  readonly overruled: readonly [
    source: SentSource,
    action: 'paused' | 'closed',
    by: Participant | null,
  ];
  /** The machine doesn't keep up, so the own picture is sent smaller; said once in a call. */
  readonly pictureSmaller: readonly [];
};

/** How the own media did over the last seconds. */
export interface CallMeasure {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly sent: Flow;
  /** The same without what may be lost on the line of whom it is sent to directly. */
  readonly ownSent: Flow;
  readonly received: Flow;
  /** The same without what was lost on the lines of those who sent it. */
  readonly ownReceived: Flow;
  /** Milliseconds. */
  readonly roundTrip: number | null;
  readonly limited: QualityReport['limited'];
  readonly route: Route | null;
  /** Bits per second that the way up carries, as the browser estimates; null: it doesn't. */
  readonly outgoing: number | null;
  /** Everything that flowed; of a picture that is sent in several sizes each. */
  readonly streams: readonly MeasuredStream[];
}

export interface MeasuredStream {
  readonly direction: 'sent' | 'received';
  readonly kind: 'audio' | 'video';
  /** From whom it is received; null: it is sent, or they are gone already. */
  readonly participantId: ParticipantId | null;
  /** null: it ended while it was measured. */
  readonly source: SentSource | null;
  readonly codec: string | null;
  /** Bits per second. */
  readonly bitrate: number;
  readonly loss: number | null;
  /** Milliseconds. */
  readonly jitter: number | null;
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  /** What there was to encode, pictures a second; nought where nothing is known. */
  readonly capturedPerSecond: number;
  /** Share of the time in which the encoder was held back, and by what. */
  readonly heldBack: { readonly machine: number; readonly line: number };
}

export interface Call {
  readonly roomId: RoomId;
  readonly state: Value<CallState>;
  /** Everybody inside in the order of joining, myself included; empty when not in. */
  readonly participants: Value<readonly Participant[]>;
  readonly self: Value<Participant | null>;
  readonly events: Subscribable<CallEvents>;

  /** The track of somebody's source; null until it arrives and after it ends. */
  track(participantId: ParticipantId, source: SentSource): Value<MediaStreamTrack | null>;
  /** All that is received. */
  readonly tracks: Value<readonly RemoteTrack[]>;
  /** How loud somebody is, 0 to 1; changes about twice a second. */
  level(participantId: ParticipantId): Value<number>;
  readonly view: TileView;
  /** How well the media connection does. */
  readonly line: Value<MediaLine>;
  /** Why there is no media although a relay should bring it; null: nothing known. */
  readonly relayTrouble: Value<RelayTrouble | null>;
  /** How the own media did in the last minutes, the latest last; empty when not in. */
  readonly measures: Value<readonly CallMeasure[]>;
  /** Pictures of others are held back, since the line carries the voices only. */
  readonly thin: Value<boolean>;
  /** The own picture is held back, since the way up carries the voice only. */
  readonly held: Value<boolean>;

  /**
   * Enters, and stays in through lost lines until `leave` or a decision from
   * outside. Settles when inside (or not: see `state`); never throws. `since`:
   * when the person asked for it (milliseconds since 1970), where that was earlier.
   */
  join(how?: { readonly since?: number | undefined }): Promise<void>;
  /** To be said when a picture of somebody else is drawn; the first one counts (METRIC-2). */
  pictureShown(): void;
  /** Leaves for good and closes all media of the call. Safe at any time, also twice. */
  leave(): void;

  /** These throw `ConvergeError`. */
  raiseHand(raised: boolean): Promise<void>;
  react(reaction: Reaction): Promise<void>;
  /** Points at somebody's share. Fleeting: it never fails, and only the latest place counts. */
  point(of: ParticipantId, at: Place): void;
  /** For who leads; the server decides each once more. */
  readonly leading: Leading;
  /** Shows who waits before the call, until it is closed. */
  watchLobby(): LobbyWatch;
  /** The wall of screens; null: nobody asks for them. */
  readonly wall: Value<Wall | null>;
  /** Shows who is on the wall, until it is closed; for who leads. */
  watchWall(): WallWatch;
  /** How everybody is connected; for who leads the room. */
  statistics(): Promise<CallStatistics>;
}

/** What who leads does to others. All throw `ConvergeError`. */
export interface Leading {
  /** With `mayUnmute: false` the right to speak is taken for this call. */
  mute(participantId: ParticipantId, mayUnmute?: boolean): Promise<void>;
  muteAll(mayUnmute: boolean): Promise<void>;
  /** Ends somebody's camera or share; they may begin again where it is allowed. */
  stop(participantId: ParticipantId, source: 'camera' | 'screen'): Promise<void>;
  /** Gives or takes a capability; null takes that back. `forCall`: it ends with the call. */
  grant(
    participantId: ParticipantId,
    capability: Capability,
    allowed: boolean | null,
    forCall?: boolean,
  ): Promise<void>;
  /** Takes the floor back and gives it to them, or to the first in the queue. */
  passFloor(participantId?: ParticipantId): Promise<void>;
  lowerHand(participantId: ParticipantId): Promise<void>;
  lowerHands(): Promise<void>;
  remove(participantId: ParticipantId): Promise<void>;
  /** With `address` guests from the same network are kept out as well. */
  ban(participantId: ParticipantId, address: boolean): Promise<void>;
  appoint(participantId: ParticipantId, role: 'moderator' | 'participant'): Promise<void>;
  handOver(participantId: ParticipantId): Promise<void>;
  endForAll(): Promise<void>;
}

/** The lobby, for those who decide; null until the server has shown it. */
export interface LobbyWatch {
  readonly lobby: Value<Lobby | null>;
  /** One, or all (null). These throw `ConvergeError`. */
  admit(personId: PersonId | null): Promise<void>;
  refuse(personId: PersonId | null): Promise<void>;
  /** To all who wait and will wait; empty takes it back. */
  say(text: string): Promise<void>;
  close(): void;
}

/** The wall, for those who lead. What can be done throws `ConvergeError`. */
export interface WallWatch {
  /** Who shows their screen; null until the server has said so. */
  readonly showing: Value<readonly ParticipantId[] | null>;
  /** Asks everybody who doesn't lead. */
  ask(): Promise<void>;
  /** Asks no more; all screens end. */
  end(): Promise<void>;
  /** Shows one to everybody; null: none. */
  stage(participantId: ParticipantId | null): Promise<void>;
  stop(participantId: ParticipantId): Promise<void>;
  close(): void;
}

/** connecting until the first media path stands; broken while it is being mended. */
export type MediaLine = 'connecting' | 'good' | 'broken';

export type RelayTrouble =
  /** It doesn't accept the server's credentials. */
  | 'refused'
  /** It doesn't answer, or nobody could say where it is. */
  | 'unreachable'
  /** The person wants everything to go through one, and the space has none. */
  | 'absent';

/** The tiles on the screen: what the server is asked to send, and how large. */
export interface TileView {
  /**
   * Says that a tile is visible; `hide` when it no longer is. Sizes are CSS
   * pixels of the tile's box; device pixels are computed here.
   */
  show(tile: {
    readonly participantId: ParticipantId;
    readonly source: Tile['source'];
    readonly width: number;
    readonly height: number;
    /** In the smallest layer, whatever the size. */
    readonly small?: boolean;
  }): VisibleTile;
}

export interface VisibleTile {
  resize(width: number, height: number): void;
  hide(): void;
}

/** Why a device gives nothing; each has its own words and way out. */
export type DeviceProblem =
  /** The person, or their settings for this site, said no. */
  | 'denied'
  /** The operating system doesn't let the browser. */
  | 'denied-by-system'
  /** There is no such device. */
  | 'missing'
  /** Another program holds it, or it doesn't answer. */
  | 'busy'
  /** The page was loaded without https on an address that isn't this machine's. */
  | 'insecure-context'
  /** The browser can't do it at all. */
  | 'unsupported'
  /** It was pulled out, and there was no other to fall back to. */
  | 'unplugged'
  /** It is open and gives nothing: another program, or the system, has taken it for a while. */
  | 'interrupted'
  /** The room's policy doesn't allow it now. */
  | 'not-allowed'
  | 'unknown';

/** What a source of mine does. */
export type LocalSource =
  | { readonly kind: 'off' }
  /** The device is being opened, perhaps while the browser asks. */
  | { readonly kind: 'starting' }
  | { readonly kind: 'on'; readonly track: MediaStreamTrack }
  /** Open but held back (a muted microphone); sound comes back at once. */
  | { readonly kind: 'muted'; readonly track: MediaStreamTrack }
  | { readonly kind: 'failed'; readonly problem: DeviceProblem };

/** How large a picture is taken of the camera, at most. */
export interface CameraSize {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
}

export type DeviceKind = 'microphone' | 'camera' | 'speaker';

export interface DeviceInfo {
  readonly id: string;
  /** Empty until the browser was allowed to use one of the kind. */
  readonly label: string;
}

export interface DeviceList {
  readonly microphone: readonly DeviceInfo[];
  readonly camera: readonly DeviceInfo[];
  readonly speaker: readonly DeviceInfo[];
}

export type LocalMediaEvents = {
  /** A device in use ended; `to` is what took its place, null: it was pulled out, and there is no other. */
  readonly fellBack: readonly [kind: 'microphone' | 'camera', to: DeviceInfo | null];
  /** It went over to `to` by itself: the chosen one is back, or the system's default is another. */
  readonly moved: readonly [kind: DeviceKind, to: DeviceInfo];
  /** The chosen speaker is gone: others are heard through the system's. */
  readonly speakerGone: readonly [];
};

/**
 * The person's own microphone, camera and screen. It lives before a call
 * (preview), in it, and goes from one to the other without reopening a device.
 */
export interface LocalMedia {
  readonly microphone: Value<LocalSource>;
  readonly camera: Value<LocalSource>;
  readonly screen: Value<LocalSource>;
  readonly screenAudio: Value<LocalSource>;
  /** The screen as it is shown to the wall, apart from what is shared with all. */
  readonly wallScreen: Value<LocalSource>;
  readonly devices: Value<DeviceList>;
  /** The chosen device of each kind; null: the system's default. */
  readonly chosen: Value<Readonly<Record<DeviceKind, string | null>>>;
  /** The device of each kind that is in use, or would be; null: there is none, or the browser doesn't tell. */
  readonly inUse: Value<Readonly<Record<DeviceKind, string | null>>>;
  readonly events: Subscribable<LocalMediaEvents>;
  /** Loudness of the own microphone, 0 to 1, muted or not; measured while somebody listens. */
  readonly level: Value<number>;
  /** Whether this browser can show a screen at all. */
  readonly canShareScreen: boolean;

  /** On opens the device if need be; off mutes and keeps it open. The latest wins. */
  setMicrophone(on: boolean): void;
  /** Off closes the device, so that its light goes out. The latest wins. */
  setCamera(on: boolean): void;
  /** Lets the person pick what to show. Nothing happens where they change their mind. */
  startScreen(options?: { readonly audio?: boolean }): Promise<void>;
  stopScreen(): void;
  /**
   * Takes the camera's picture no larger than this, at once where it is on and
   * whatever camera is opened later. Settles when it is so; never throws.
   */
  limitCamera(size: CameraSize): Promise<void>;
  /** The same for the wall. */
  startWallScreen(): Promise<void>;
  stopWallScreen(): void;
  /** Remembered for the next time; changes at once where the device is in use. */
  choose(kind: DeviceKind, deviceId: string | null): void;
  /** Closes all devices. */
  close(): void;
}
