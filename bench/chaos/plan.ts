/** What is told to each machine with people in a call (a process with some bots), and what they answer. */
import type { ParticipantId } from '@converge/protocol/ids';
import type { Participant } from '@converge/protocol/realtime/call';
import type { RouterCapabilities } from '@converge/protocol/realtime/media';

/** Somebody's way in. */
export interface Key {
  readonly cookie: string;
  /** Without an account. */
  readonly guest: boolean;
}

export interface MachinePlan {
  readonly url: string;
  readonly roomId: string;
  readonly capabilities: RouterCapabilities;
  readonly keys: readonly Key[];
}

/** One line each; each is answered by one line. `bot`: which one of the machine. */
export type Command =
  /** Its line to the server breaks. */
  | { readonly do: 'cut'; readonly bot: number }
  /** It leaves, and after a while comes again. */
  | { readonly do: 'return'; readonly bot: number; readonly ms: number }
  /** It switches these on or off. */
  | {
      readonly do: 'send';
      readonly bot: number;
      readonly microphone: boolean;
      readonly camera: boolean;
    }
  /** It shows the cameras of a share of the others, so large. */
  | { readonly do: 'view'; readonly bot: number; readonly share: number; readonly width: number }
  | { readonly do: 'hand'; readonly bot: number; readonly raised: boolean }
  | { readonly do: 'mute' | 'remove'; readonly bot: number; readonly whom: ParticipantId }
  /** Somebody else sits down in the place of who was removed. */
  | { readonly do: 'replace'; readonly bot: number; readonly key: Key }
  /** No UDP of this machine comes through for a while. */
  | { readonly do: 'deaf'; readonly ms: number }
  /** ICE of all on this machine finds that its paths are gone, for good. */
  | { readonly do: 'lost' }
  /** Everybody on it leaves. */
  | { readonly do: 'leave' }
  /** Everybody on it comes in. */
  | { readonly do: 'enter' }
  /** It looks from now on when each of its people is back; there are so many in the call. */
  | { readonly do: 'watch'; readonly people: number }
  /** Answers with a `Comeback` for each, when all are back, or after `ms`. */
  | { readonly do: 'back'; readonly ms: number }
  /** Everybody on it sends and shows all. */
  | { readonly do: 'calm' }
  | { readonly do: 'look' }
  /** Answers with the last lines of each one's log. */
  | { readonly do: 'lately' }
  /** Answers, for each bot, whose streams bring nothing: at once when there are none, or after `ms`. */
  | { readonly do: 'dry'; readonly ms: number };

/** How a bot sees the call. */
export interface Seen {
  readonly state: string;
  readonly self: ParticipantId | null;
  readonly line: string;
  readonly people: readonly Pick<
    Participant,
    'id' | 'person' | 'presence' | 'media' | 'handRaisedAt'
  >[];
  /** Streams that it has tracks of. */
  readonly tracks: number;
}
