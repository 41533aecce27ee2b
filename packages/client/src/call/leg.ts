/**
 * One transport and the care for it: its handshake is told to the server without
 * waiting, and a path that breaks is mended by restarting ICE, one restart at a
 * time.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { TransportId } from '@converge/protocol/ids';
import {
  type DtlsParameters,
  mediaConnect,
  mediaRestartIce,
} from '@converge/protocol/realtime/media';
import type { types } from 'mediasoup-client';
import type { Connection } from '../realtime/connection.ts';
import type { Clock } from '../state/clock.ts';
import type { Log } from '../state/log.ts';
import type { Scope } from '../state/scope.ts';
import { createSerialQueue } from '../state/serial-queue.ts';
import { createValue, type Value } from '../state/value.ts';
import { type IceServers, iceServersOf } from './ice-servers.ts';
import { logRoute } from './route.ts';

export interface Leg {
  readonly transport: types.Transport;
  readonly state: Value<types.ConnectionState>;
  /** Looks for a new path now; harmless where none was needed. */
  restart(): void;
  /** Nothing comes by it: looks for a new path, unless that is under way. */
  silent(): void;
  /** No path is found, and the browser doesn't say so: tries again after a while. */
  stuck(): void;
  /** The line to the server is back: says again what may not have arrived. */
  resume(): void;
}

export interface LegOptions {
  readonly transport: types.Transport;
  readonly connection: Connection;
  readonly ice: IceServers;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether the other transport of the seat has a path. */
  readonly otherStands: () => boolean;
  /** ICE was restarted, and with it the whole transport negotiated anew. */
  readonly onRestarted: () => void;
  /** It can't be mended from here. */
  readonly onBroken: () => void;
}

/** Chromium often recovers by itself from a short silence. */
const PATIENCE_MS = 1_500;
/**
 * A first path takes a second or two. Where its handshake got lost, browsers wait
 * much longer until they say so, if they do.
 */
const FIRST_MS = 10_000;
/** How long a restart may take before the next one. */
const RESTART_MS = 8_000;
/** After so many restarts in vain a transport is given up: what it stumbles over may be its own. */
const RESTARTS_MAX = 2;
/** Statistics hold up the very threads that carry the first picture; the log can wait for them. */
const ROUTE_MS = 1_000;

export function createLeg(options: LegOptions): Leg {
  const { transport, connection, ice, scope, clock, log, otherStands, onBroken } = options;
  const transportId = transport.id as TransportId;
  const state = createValue<types.ConnectionState>(transport.connectionState);
  const queue = createSerialQueue();
  /** Set until the server has said that it knows them. */
  let untold: DtlsParameters | null = null;
  let restarts = 0;
  /** A path stood once, so another one can be hoped for. */
  let stood = false;
  /** The network changed while nobody could be told. */
  let doubtful = false;
  /** When the last restart began; milliseconds. */
  let restartedAt = Number.NEGATIVE_INFINITY;
  let stopTimer = () => {};
  let stopLooking = () => {};

  scope.onClose(() => {
    stopTimer();
    stopLooking();
    queue.close();
    transport.close();
    state.set('closed');
  });

  transport.on('connect', ({ dtlsParameters }, done) => {
    untold = dtlsParameters;
    log.debug('DTLS begins', { direction: transport.direction, role: dtlsParameters.role });
    tellHandshake();
    // Not waited for: the server's answer carries nothing, and the requests of
    // one line are handled in order. It saves a round trip of every joining.
    done();
  });
  transport.on('icegatheringstatechange', (gathering) => {
    log.debug('ICE gathering', { direction: transport.direction, state: gathering });
  });
  transport.on('icecandidateerror', ({ errorCode, url }) => {
    log.debug('ICE candidate error', { direction: transport.direction, code: errorCode, url });
  });
  transport.on('connectionstatechange', follow);
  // One that was made ahead may stand already.
  if (transport.connectionState !== 'new') follow(transport.connectionState);

  return {
    transport,
    state,
    restart() {
      // Asked for from outside, it isn't one more attempt at the same trouble.
      restarts = 0;
      doubtful = true;
      restart();
    },
    silent() {
      // Without a line, or on one that doesn't know the seat yet, `resume` comes to it.
      if (!stood || doubtful || clock.now() - restartedAt < RESTART_MS) return;
      log.info('nothing comes by a path', { direction: transport.direction });
      restarts = 0;
      restart();
    },
    stuck() {
      stopTimer();
      stopTimer = clock.after(RESTART_MS, restart);
    },
    resume() {
      if (untold) tellHandshake();
      restarts = 0;
      if (doubtful || state.get() === 'disconnected' || state.get() === 'failed') restart();
    },
  };

  function follow(next: types.ConnectionState): void {
    log.debug('transport', { direction: transport.direction, state: next });
    state.set(next);
    // A browser that begins to look says so; the time for finding goes on.
    if (next !== 'connecting' || !stood) stopTimer();
    if (next === 'connected') {
      stood = true;
      restarts = 0;
      // Where packets come through again, the way to the server is probably there, too.
      connection.hurry();
      stopLooking();
      stopLooking = clock.after(ROUTE_MS, () => void logRoute(transport, transport.direction, log));
    }
    if (next === 'connecting' && !stood) stopTimer = clock.after(FIRST_MS, restart);
    if (next === 'disconnected') stopTimer = clock.after(PATIENCE_MS, restart);
    if (next === 'failed') void afterFailure();
  }

  function tellHandshake(): void {
    const dtlsParameters = untold;
    if (!dtlsParameters) return;
    connection.request(mediaConnect, { transportId, dtlsParameters }, { offline: 'fail' }).then(
      () => {
        untold = null;
      },
      (error: unknown) => {
        if (scope.closed || isLineLoss(error)) return;
        log.warn('a transport was not accepted', { direction: transport.direction, error });
        onBroken();
      },
    );
  }

  /** A new path mends what was cut, but not a handshake that failed on a path that stands. */
  async function afterFailure(): Promise<void> {
    const hopeless = await handshakeFailed(transport);
    if (scope.closed || state.get() !== 'failed') return;
    if (!hopeless) return restart();
    log.info('a handshake failed', { direction: transport.direction });
    onBroken();
  }

  function restart(): void {
    stopTimer();
    // One that never carried anything has no path to mend.
    if (scope.closed || (state.get() === 'new' && transport.iceGatheringState === 'new')) return;
    if (connection.state.get().kind !== 'online') return; // `resume` comes back to it
    // Where the other one stands, it isn't the network: this transport never began well.
    if (restarts >= (!stood && otherStands() ? 1 : RESTARTS_MAX)) {
      onBroken();
      return;
    }
    restarts++;
    doubtful = false;
    restartedAt = clock.now();
    queue.push(restartIce).catch((error: unknown) => {
      if (scope.closed) return;
      if (isLineLoss(error) || isEarly(error)) {
        doubtful = true;
        return;
      }
      log.warn('an ICE restart failed', { direction: transport.direction, error });
      onBroken();
    });
    stopTimer = clock.after(RESTART_MS, () => {
      if (state.get() !== 'connected') restart();
    });
  }

  /** Firefox can't change them, and looks for another path with those it has. */
  async function renewServers(): Promise<void> {
    if (ice.kind === 'none') return;
    try {
      await transport.updateIceServers({ iceServers: iceServersOf(ice) });
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'UnsupportedError') throw error;
      log.debug('this browser keeps its ICE servers', { direction: transport.direction });
    }
  }

  async function restartIce(): Promise<void> {
    log.info('ICE restart', { direction: transport.direction, state: state.get() });
    const [{ iceParameters }] = await Promise.all([
      connection.request(mediaRestartIce, { transportId }, { offline: 'fail' }),
      // Those of the last gathering may have run out since.
      ice.ready(),
    ]);
    if (scope.closed) return;
    await renewServers();
    const { usernameFragment, password, iceLite } = iceParameters;
    await transport.restartIce({
      iceParameters: {
        usernameFragment,
        password,
        ...(iceLite === undefined ? {} : { iceLite }),
      },
    });
    if (!scope.closed) options.onRestarted();
  }
}

/** Whether it is DTLS that failed (W3C webrtc-stats, `RTCTransportStats`), as far as the browser says so. */
async function handshakeFailed(transport: types.Transport): Promise<boolean> {
  try {
    const stats = [...(await transport.getStats()).values()];
    return stats.some((stat) => stat.type === 'transport' && stat.dtlsState === 'failed');
  } catch {
    // It was closed meanwhile, or doesn't want to count now.
    return false;
  }
}

/** On a new line the seat isn't taken again yet; when it is, `resume` is called. */
const isEarly = (error: unknown): boolean =>
  error instanceof ConvergeError && error.code === 'not_in_call';

/** The way to the server broke, not the media: it is tried again on the next line. */
export const isLineLoss = (error: unknown): boolean =>
  error instanceof ConvergeError && (error.code === 'unavailable' || error.code === 'timeout');
