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

/** To the console; `debug` only where asked for. */
export function consoleLog(prefix: string, { debug = false } = {}): Log {
  const at =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (what: string, details: LogDetails = {}) =>
      console[level](`${prefix} ${what}`, details);
  return {
    debug: debug ? at('debug') : silentLog.debug,
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  };
}
