/**
 * The log: one JSON line per event, without personal content. What people write,
 * their names, addresses of mail and tokens are not to be handed to it; the
 * redaction below is the second line of defence, not the first.
 */
import pino, { type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

const personal = [
  'password',
  'token',
  'authorization',
  'cookie',
  'email',
  'text',
  'name',
  'to',
  'url',
];

/**
 * Makes the process's log. It writes synchronously: what was logged before a crash is there.
 * @param output where lines go instead of the standard output
 */
export function createLog(level: string, output?: DestinationStream): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError },
      redact: {
        paths: personal.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
        censor: '[removed]',
      },
    },
    output ?? pino.destination({ fd: 1, sync: true }),
  );
}

interface Described {
  readonly type: string;
  readonly code?: string;
  readonly message: string;
  readonly stack?: string[];
  readonly cause?: Described;
}

/**
 * An error without what it carries along: the database's errors hold the values
 * of the query in `params`, `detail` and even in their message.
 */
export function describeError(error: unknown): Described {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an Error' };
  const { code, query } = error as Error & { code?: unknown; query?: unknown };
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: typeof query === 'string' ? 'a query failed' : error.message,
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 8),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
