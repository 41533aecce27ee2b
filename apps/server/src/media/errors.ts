/** What mediasoup throws, as codes. */
import { ConvergeError, type ErrorCode } from '@converge/protocol/errors';
import { NotFoundError, UnsupportedError, WorkerClosedError } from 'mediasoup/errors';

/**
 * Runs something at the SFU. Whatever it throws comes out as ConvergeError:
 * media_unavailable where the worker is gone, media_not_found where the object
 * is, media_unsupported, else `otherwise`.
 */
export async function atSfu<T>(
  task: () => Promise<T>,
  otherwise: ErrorCode = 'media_invalid',
): Promise<T> {
  try {
    return await task();
  } catch (cause) {
    if (cause instanceof ConvergeError) throw cause;
    throw new ConvergeError(codeOf(cause) ?? otherwise, {}, { cause });
  }
}

/** null where it failed because what it was about had ended meanwhile: that is no fault. */
export async function unlessEnded<T>(task: Promise<T>, ended: () => boolean): Promise<T | null> {
  try {
    return await task;
  } catch (error) {
    if (ended() || error instanceof WorkerClosedError) return null;
    throw error;
  }
}

function codeOf(error: unknown): ErrorCode | null {
  if (error instanceof WorkerClosedError) return 'media_unavailable';
  if (error instanceof NotFoundError) return 'media_not_found';
  if (error instanceof UnsupportedError) return 'media_unsupported';
  return null;
}
