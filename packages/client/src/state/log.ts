/**
 * Where the SDK says what it does. info: once per transition of a lifecycle;
 * warn: something went wrong that it mends itself; error: somebody should look.
 * Details never hold texts of messages, names or tokens.
 */
export interface Log {
  debug(what: string, details?: LogDetails): void;
  info(what: string, details?: LogDetails): void;
  warn(what: string, details?: LogDetails): void;
  error(what: string, details?: LogDetails): void;
}

export type LogDetails = Readonly<Record<string, unknown>>;

/** Says nothing. */
export const silentLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
};

const levels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof levels)[number];

/** To the console, from `least` on. */
export function consoleLog(prefix: string, least: LogLevel = 'warn'): Log {
  const at = (level: LogLevel): Log[LogLevel] =>
    levels.indexOf(level) < levels.indexOf(least)
      ? silentLog[level]
      : (what, details = {}) => console[level](`${prefix}: ${what}`, details);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
