/**
 * The log of a call that a person switches on, sees in the console and saves: the
 * names of what happened, never its content. It keeps the latest entries and
 * forgets the rest, but for which call it is.
 */
import { consoleLog, type Log, type LogDetails, type LogLevel } from './log.ts';
import { createValue, type Value } from './value.ts';

export interface CallLog extends Log {
  /** Whether it is being kept. */
  readonly on: Value<boolean>;
  switch(on: boolean): void;
  /** What was kept, one JSON object a line, as it is saved: the first says of which call and by which browser. */
  text(): string;
}

/** An hour of a lively call; about a megabyte. */
const KEPT = 8_000;
/** Longer texts are no names of states or codes. */
const SHORT = 120;

interface Entry {
  readonly at: string;
  readonly level: LogLevel;
  readonly what: string;
  readonly [detail: string]: unknown;
}

export interface CallLogOptions {
  /** For the console: in front of every line. */
  readonly prefix: string;
  /** The browser, as it names itself. */
  readonly agent: string;
  readonly now?: () => number;
  /** Where lines go while it is on, and what is at fault also while it is off. */
  readonly out?: { readonly all: Log; readonly faults: Log };
}

export function createCallLog({ prefix, agent, now = Date.now, out }: CallLogOptions): CallLog {
  const { all, faults } = out ?? {
    all: consoleLog(prefix, 'debug'),
    faults: consoleLog(prefix),
  };
  const on = createValue(false);
  let entries: Entry[] = [];
  /** Said once with the admission: hours ago, or before somebody switched this on. */
  let callId: string | null = null;
  const time = () => new Date(now()).toISOString();

  const at =
    (level: LogLevel) =>
    (what: string, details: LogDetails = {}): void => {
      if (typeof details.callId === 'string') callId = details.callId;
      if (!on.get()) {
        faults[level](what, details);
        return;
      }
      const plain = plainDetails(details);
      entries.push({ at: time(), level, what, ...plain });
      // Cut in large steps: an array that loses its first at every entry is copied at every entry.
      if (entries.length > KEPT * 1.25) entries = entries.slice(-KEPT);
      all[level](what, plain);
    };

  return {
    on,
    switch(next) {
      if (next === on.get()) return;
      on.set(next);
      if (!next) entries = [];
    },
    text() {
      if (entries.length === 0) return '';
      const first: Entry = { at: time(), level: 'info', what: 'saved', callId, agent };
      return [first, ...entries].map((entry) => `${JSON.stringify(entry)}\n`).join('');
    },
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  };
}

/** Numbers, short texts, and lists of them; of an error its code. Whatever else is there stays out. */
function plainDetails(details: LogDetails): LogDetails {
  return Object.fromEntries(
    Object.entries(details).flatMap(([name, value]) => {
      const plain = plainOf(value);
      return plain === undefined ? [] : [[name, plain]];
    }),
  );
}

function plainOf(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'string') return value.slice(0, SHORT);
  if (value instanceof Error) return codeOf(value);
  if (Array.isArray(value)) return value.slice(0, 50).map(plainOf);
  return undefined;
}

/** Its message may hold anything; its code and its name are ours or the browser's. */
const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : error.name;
