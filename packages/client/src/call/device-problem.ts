/** Why a device gave nothing, in plain kinds. */
import type { DeviceProblem } from './types.ts';

/** Reads what `getUserMedia` and `getDisplayMedia` throw (W3C mediacapture-streams, 10.2). */
export function problemOf(error: unknown): DeviceProblem {
  if (!(error instanceof Error)) return 'unknown';
  switch (error.name) {
    case 'NotAllowedError':
      // Chromium says in the message, and only there, that it was the system.
      return /system/i.test(error.message) ? 'denied-by-system' : 'denied';
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    case 'NotSupportedError':
    case 'TypeError':
      return 'unsupported';
    default:
      return 'unknown';
  }
}
