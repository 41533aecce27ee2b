/** From whatever was thrown to what the interface can say about it. */
import { ConvergeError, type ErrorCode, type Failure } from '@converge/protocol/errors';

/** A refusal, or `offline`: the request never reached the server. */
export interface Fault extends Omit<Failure, 'code'> {
  readonly code: ErrorCode | 'offline';
}

/** What went wrong, whatever kind of error it is. */
export function toFault(error: unknown): Fault {
  if (!(error instanceof ConvergeError)) return { code: 'internal' };
  // `fetch` says TypeError when nothing came back at all.
  if (error.cause instanceof TypeError) return { code: 'offline' };
  return error.failure;
}

/** Whether waiting and asking again may help. */
export const isPassing = (fault: Fault): boolean =>
  fault.code === 'offline' || fault.code === 'unavailable' || fault.code === 'timeout';
