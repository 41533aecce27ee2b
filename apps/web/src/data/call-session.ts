/**
 * The one call this page may be in. It lives beside the pages, so that walking
 * through them leaves it running. Types and a value only: the engine comes with
 * `call-engine.ts`, which is loaded when somebody is about to join.
 */
import type { PathAhead } from '@converge/client/call/path-ahead';
import type { Playback } from '@converge/client/call/playback';
import type { Call, LocalMedia } from '@converge/client/call/types';
import type { LineAhead } from '@converge/client/realtime/line-ahead';
import { createValue, type Value } from '@converge/client/state/value';
import type { RoomId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import type { RoomRole } from '@converge/protocol/permissions';
import type { RouterCapabilities } from '@converge/protocol/realtime/media';
import type { IceKind } from '@converge/protocol/rest/ice';
import type { JoinCard } from '@converge/protocol/rest/join';
import type { Identity, LiveRoom } from './live-room.ts';

/** What one knows of a room when one steps in; enough to show its page until it is open. */
export interface Doorway {
  readonly room: JoinCard['room'];
  readonly me: Person;
  readonly role: RoomRole;
}

export interface CallSession {
  readonly roomId: RoomId;
  readonly door: Doorway;
  /** What the space has of ICE servers. */
  readonly ice: IceKind;
  readonly live: LiveRoom;
  readonly call: Call;
  readonly local: LocalMedia;
  readonly playback: Playback;
  /** What was on when the call ended, for coming back the same way. */
  readonly wishes: Value<MediaWishes>;
  /** Leaves, closes the devices, lets go of the room; what happened stays readable in `call.state`. */
  end(): void;
}

/** Which of the own devices should be on. */
export interface MediaWishes {
  readonly microphone: boolean;
  readonly camera: boolean;
}

export interface EnterOptions {
  readonly door: Doorway;
  readonly identity: Identity;
  /** The preview's devices: they are handed over, not opened anew. */
  readonly local: LocalMedia;
  readonly media: RouterCapabilities;
  readonly ice: IceKind;
  /** A line that is this person's already. */
  readonly line?: LineAhead | null;
  /** A media path that was made ahead; the call's from now on. */
  readonly path?: PathAhead | null;
  /** When Join was pressed; milliseconds since 1970. */
  readonly since?: number;
}

const current = createValue<CallSession | null>(null);

/** The call one is in, or was in last; null: none. */
export const callSession: Value<CallSession | null> = current;

/** The engine's own part of the app; fetched once. */
export const loadEngine = () => import('./call-engine.ts');

/**
 * Begins to enter a room's call; a call elsewhere is left first. How it goes on
 * is in `call.state`. Rejects only where the engine can't be fetched.
 */
export async function enterCall(options: EnterOptions): Promise<CallSession> {
  const engine = await loadEngine();
  current.get()?.end();
  const session = engine.beginSession(options);
  void session.call.join({ since: options.since });
  // The request goes out first: what is drawn with the call would hold it up.
  await nextTask();
  current.set(session);
  return session;
}

/** Forgets a call that has ended; one that goes on is left. */
export function dismissCall(): void {
  const session = current.get();
  current.set(null);
  session?.end();
}

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
