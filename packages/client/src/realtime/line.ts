/**
 * One line to the server, from its opening to its end: what the connection needs
 * of Socket.IO, and what a fake can stand in for. A line that ended is never
 * used again; the connection opens another one.
 */
import type { Failure } from '@converge/protocol/errors';
import type { Handshake } from '@converge/protocol/realtime/handshake';

export interface Line {
  /** Sends a request; `answer` is called at most once, and never after the end. */
  send(name: string, payload: unknown, answer: (ack: unknown) => void): void;
  /** Ends it. Nothing is told any more after this. */
  close(): void;
}

/** What a line tells. It ends with exactly one of `refused` and `ended`. */
export interface LineListener {
  opened(): void;
  event(name: string, payload: unknown): void;
  /** The server said no before the line was open. */
  refused(failure: Failure): void;
  /** It never opened, or it is gone. `why` is for the log. */
  ended(why: string): void;
}

/** Begins to open a line; everything else is told later, never during this call. */
export type OpenLine = (handshake: Handshake, listener: LineListener) => Line;
