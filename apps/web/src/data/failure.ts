/** From whatever was thrown to what the interface can say about it. */
import { ConvergeError, type ErrorCode, type Failure } from '@converge/protocol/errors';

/** A refusal; `offline`: the request never reached the server; `missing_part`: a part of the page didn't come. */
export interface Fault extends Omit<Failure, 'code'> {
  readonly code: ErrorCode | 'offline' | 'missing_part';
}

/** A part of the code that didn't arrive: a lost line, or a newer version on the server. */
export const isMissingPart = (error: unknown): boolean =>
  error instanceof Error &&
  /dynamically imported module|module script|Unable to preload|no catalogue/i.test(error.message);

/** What went wrong, whatever kind of error it is. */
export function toFault(error: unknown): Fault {
  if (isMissingPart(error)) return { code: 'missing_part' };
  if (!(error instanceof ConvergeError)) return { code: 'internal' };
  // `fetch` says TypeError when nothing came back at all.
  if (error.cause instanceof TypeError) return { code: 'offline' };
  return error.failure;
}

/** Whether waiting and asking again may help. */
export const isPassing = (fault: Fault): boolean =>
  fault.code === 'offline' || fault.code === 'unavailable' || fault.code === 'timeout';
