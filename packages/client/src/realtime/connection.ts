/**
 * The live connection: one line at a time, opened again for as long as it lives.
 * Requests and events are typed by the protocol and parsed here, so that nobody
 * behind it sees anything unchecked.
 */
import { ConvergeError, type Failure, isRetryable } from '@converge/protocol/errors';
import type { Person } from '@converge/protocol/people';
import type {
  AnyEvent,
  AnyRequest,
  InputOf,
  OutputOf,
  PayloadOf,
} from '@converge/protocol/realtime/define';
import { goodbye, type Handshake, ping, welcome } from '@converge/protocol/realtime/handshake';
import { PROTOCOL_VERSION } from '@converge/protocol/version';
import * as z from 'zod/mini';
import { type Clock, systemClock } from '../state/clock.ts';
import { type Log, silentLog } from '../state/log.ts';
import { createValue, type Value } from '../state/value.ts';
import { createEventRegistry } from './events.ts';
import type { Line, OpenLine } from './line.ts';
import { createPendingRequests, type RequestOptions } from './pending.ts';
import { lineBackoff, type ReconnectPolicy } from './reconnect-policy.ts';
import { browserWakeups, type Wakeups } from './wakeups.ts';

export type ConnectionState =
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'online' }
  /** Tries again by itself at `retryAt` (milliseconds since 1970), or when woken. */
  | {
      readonly kind: 'waiting';
      readonly attempt: number;
      readonly retryAt: number;
      readonly failure: Failure | null;
      /** It stopped answering without a word, as when the network is another one. */
      readonly silent: boolean;
    }
  /** The server said no in a way that trying again doesn't change; `retry` tries once more. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'closed' };

export interface Connection {
  readonly state: Value<ConnectionState>;
  /** Whom the server takes us for; null until it has said so the first time. */
  readonly me: Value<Person | null>;
  /** The server's clock, as far as its welcome tells; milliseconds since 1970. */
  serverNow(): number;
  /**
   * Asks and parses the answer. Throws `ConvergeError`: the server's code,
   * `timeout`, `unavailable` (no line), `internal` (an answer that isn't one).
   */
  request<R extends AnyRequest>(
    request: R,
    input: InputOf<R>,
    options?: RequestOptions,
  ): Promise<OutputOf<R>>;
  /** Listens to an event over all lines; a payload of the wrong shape is logged and dropped. */
  on<E extends AnyEvent>(event: E, listener: (payload: PayloadOf<E>) => void): () => void;
  /**
   * Keeps the line under watch until the returned function is called, as a call
   * needs it: silence is noticed within seconds (SPEC RT-11).
   */
  keepWatch(): () => void;
  /**
   * Something says that the line may be dead: it is asked for a sign of life, and
   * when none comes in time while `still` holds, another one is opened beside it.
   * The first that speaks is the line from then on. Resolves with whether the old
   * one spoke in time; false, too, where there is none.
   */
  doubt(patienceMs: number, still: () => boolean): Promise<boolean>;
  /**
   * Something says that the way to the server is there: what is waited for is done
   * now, and beside an attempt that is under way another one is made, since what
   * went into a dead network is sent again only after seconds. The first that
   * speaks is the line.
   */
  hurry(): void;
  /** Tries now instead of later, also after a refusal. */
  retry(): void;
  /** Ends it for good. What was asked a moment before, such as to leave, is still heard. */
  close(): void;
}

export interface ConnectionOptions {
  readonly open: OpenLine;
  /** For guests: the room whose key is to be used. */
  readonly room?: Handshake['room'];
  readonly policy?: ReconnectPolicy;
  readonly wakeups?: Wakeups;
  readonly clock?: Clock;
  readonly log?: Log;
}

/** A line that held for this long was a good one; a loss after it is tried again at once. */
const STEADY_MS = 5_000;
/** How long a line that should be open may stay silent when asked; a busy server isn't a dead one. */
const PROBE_MS = 6_000;
/** How long a line that is closed waits until what was asked last is heard. */
const FAREWELL_MS = 1_000;
/** A line under watch is asked after so much silence, and given up after so much more. */
const WATCH_MS = 1_000;
const WATCH_PROBE_MS = 1_500;
/** A first packet lost on the way is sent again only after seconds: under watch, a new attempt is quicker. */
const WATCH_OPEN_MS = { first: 2_000, growth: 1.25, longest: 8_000 };

/** Begins to connect at once. */
export function createConnection(options: ConnectionOptions): Connection {
  const { open, policy = lineBackoff(), clock = systemClock, log = silentLog } = options;
  const { wakeups = browserWakeups } = options;
  const handshake: Handshake = {
    protocol: PROTOCOL_VERSION,
    ...(options.room ? { room: options.room } : {}),
  };

  const state = createValue<ConnectionState>({ kind: 'connecting', attempt: 1 });
  const me = createValue<Person | null>(null);
  const pending = createPendingRequests(clock);
  const events = createEventRegistry(log);

  let line: Line | null = null;
  /** Opened beside a line that is in doubt. */
  let rival: Line | null = null;
  let attempts = 0;
  /** Events so far: as good a sign of life as an answer. */
  let heard = 0;
  let serverAhead = 0;
  /** Set by `goodbye`: the server wants us back after this long. */
  let awaitedMs: number | null = null;
  let stopTimer = () => {};
  let watchers = 0;
  let stopWatch = () => {};
  /** When the line was last lost, or first wanted; milliseconds. */
  let lostAt = clock.now();

  const on: Connection['on'] = (event, listener) => events.on(event, listener);
  on(welcome, (payload) => {
    serverAhead = payload.serverTime - clock.now();
    me.set(payload.me);
  });
  on(goodbye, ({ retryAfterMs }) => {
    awaitedMs = retryAfterMs;
  });
  const stopWakeups = wakeups(wake);
  connect();

  return {
    state,
    me,
    serverNow: () => clock.now() + serverAhead,
    async request(request, input, how) {
      const data = await traced(request.name, pending.ask(request.name, input, how));
      const parsed = z.safeParse(request.output, data);
      if (parsed.success) return parsed.data as OutputOf<typeof request>;
      log.error('an answer has the wrong shape', { request: request.name });
      throw new ConvergeError('internal', {}, { cause: parsed.error });
    },
    on,
    keepWatch() {
      if (watchers++ === 0) watch();
      let over = false;
      return () => {
        if (over) return;
        over = true;
        if (--watchers === 0) stopWatch();
      };
    },
    doubt,
    hurry,
    retry() {
      const { kind } = state.get();
      if (kind === 'waiting' || kind === 'refused') connect();
    },
    close() {
      if (state.get().kind === 'closed') return;
      stopWakeups();
      stopWatch();
      stopTimer();
      dismissRival();
      if (line) partWith(line);
      line = null;
      state.set({ kind: 'closed' });
      pending.close();
      events.clear();
    },
  };

  /**
   * Socket.IO drops requests that arrive together with a line's end. So where one
   * is on its way, the end waits for a sign that all before it was heard.
   */
  function partWith(last: Line): void {
    if (!pending.unanswered()) {
      last.close();
      return;
    }
    const stop = clock.after(FAREWELL_MS, () => last.close());
    last.send(ping.name, {}, () => {
      stop();
      last.close();
    });
  }

  /** Notes how a request ended, and how long it took. */
  async function traced<T>(request: string, answer: Promise<T>): Promise<T> {
    const began = clock.now();
    try {
      const data = await answer;
      log.debug('request', { request, ms: clock.now() - began });
      return data;
    } catch (error) {
      log.debug('request', { request, ms: clock.now() - began, error });
      throw error;
    }
  }

  function connect(): void {
    stopTimer();
    attempts++;
    awaitedMs = null;
    state.set({ kind: 'connecting', attempt: attempts });
    const opening = rival ?? begin();
    rival = null;
    line = opening;
    if (watchers > 0) {
      const { first, growth, longest } = WATCH_OPEN_MS;
      stopTimer = clock.after(Math.min(longest, first * growth ** (attempts - 1)), () => {
        if (line !== opening) return;
        opening.close();
        lost('no answer', null);
      });
    }
  }

  /** Begins to open a line, which may be the line or its rival by the time it says something. */
  function begin(): Line {
    const opening: Line = open(handshake, {
      opened() {
        if (rival === opening) takeOver();
        if (line === opening) opened(opening);
      },
      event(name, payload) {
        if (line !== opening) return;
        alive();
        events.tell(name, payload);
      },
      refused(failure) {
        if (line === opening) refused(failure);
        if (rival === opening) rival = null;
      },
      ended(why) {
        if (line === opening) lost(why, null);
        if (rival === opening) rival = null;
      },
    });
    return opening;
  }

  /** The line has given a sign of life, so it needs no other one beside it. */
  function alive(): void {
    heard++;
    dismissRival();
  }

  /** The rival spoke first: to everybody else, a line that was open was lost and is back. */
  function takeOver(): void {
    line?.close();
    if (state.get().kind === 'online') lost(SILENT, null);
    // Somebody may have tried again when told of the loss, and have taken it already.
    if (rival) connect();
  }

  function dismissRival(): void {
    rival?.close();
    rival = null;
  }

  function opened(by: Line): void {
    dismissRival();
    stopTimer();
    stopTimer = clock.after(STEADY_MS, () => {
      attempts = 0;
    });
    log.info('online', { attempts });
    // Before the state, so that who hears of it can ask at once.
    pending.lineOpened(by);
    state.set({ kind: 'online' });
  }

  function refused(failure: Failure): void {
    if (isRetryable(failure.code)) {
      lost(failure.code, failure);
      return;
    }
    line = null;
    dismissRival();
    log.warn('refused', { code: failure.code });
    state.set({ kind: 'refused', failure });
  }

  function lost(why: string, failure: Failure | null): void {
    const wasOnline = state.get().kind === 'online';
    stopTimer();
    line = null;
    const attempt = attempts + 1;
    const wait = awaitedMs ?? failure?.retryAfterMs;
    if (wasOnline) lostAt = clock.now();
    // What the server asks for is a least; the spread keeps all from coming at once.
    const away = clock.now() - lostAt;
    const delay =
      wait === undefined || wait === null
        ? policy(attempt, away)
        : wait + policy(attempt + 1, away);
    log.info('line lost', { why, attempt, delay });
    const silent = why === SILENT;
    state.set({ kind: 'waiting', attempt, retryAt: clock.now() + delay, failure, silent });
    if (wasOnline) pending.lineLost();
    // Somebody may have closed it, or tried again, when told of the loss.
    if (state.get().kind === 'waiting') stopTimer = clock.after(delay, connect);
  }

  /** The network or the page came back: try at once, or look whether the line still lives. */
  function wake(): void {
    if (state.get().kind === 'online') probe(PROBE_MS);
    else hurry();
  }

  function hurry(): void {
    const { kind } = state.get();
    if (kind === 'waiting') connect();
    if (kind === 'connecting') rival ??= begin();
  }

  function watch(): void {
    const before = heard;
    stopWatch = clock.after(WATCH_MS, () => {
      if (heard === before) probe(WATCH_PROBE_MS);
      watch();
    });
  }

  /** Gives an open line up that has no sign of life for so many milliseconds. */
  function probe(patienceMs: number): void {
    const asked = line;
    if (state.get().kind !== 'online' || !asked) return;
    const before = heard;
    const stop = clock.after(patienceMs, () => {
      if (line !== asked || heard > before) return;
      asked.close();
      lost(SILENT, null);
    });
    // Any answer is a sign of life, be it a refusal.
    asked.send(ping.name, {}, () => {
      alive();
      stop();
    });
  }

  function doubt(patienceMs: number, still: () => boolean): Promise<boolean> {
    const asked = line;
    if (state.get().kind !== 'online' || !asked) return Promise.resolve(false);
    const before = heard;
    return new Promise((resolve) => {
      const stop = clock.after(patienceMs, () => {
        const silent = line === asked && heard === before;
        resolve(line === asked && !silent);
        if (!silent || !still()) return;
        log.info('another line is opened beside a silent one');
        rival ??= begin();
      });
      asked.send(ping.name, {}, () => {
        alive();
        stop();
        resolve(true);
      });
    });
  }
}

const SILENT = 'silent';
