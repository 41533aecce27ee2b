/**
 * Gets this device into the call, and back in: with the seat where there is one,
 * anew where it is gone, as often as it takes. It knows nothing of media.
 */
import { ConvergeError, type Failure, isRetryable } from '@converge/protocol/errors';
import type { JoinAttempt, PathToken, RoomId, SeatToken } from '@converge/protocol/ids';
import { type Admission, callJoin } from '@converge/protocol/realtime/call';
import type { Connection, ConnectionState } from '../realtime/connection.ts';
import type { ReconnectPolicy } from '../realtime/reconnect-policy.ts';
import type { Clock } from '../state/clock.ts';
import type { Log } from '../state/log.ts';
import { type Scope, ScopeClosed } from '../state/scope.ts';
import { randomUuid } from '../state/uuid.ts';
import { type Value, when } from '../state/value.ts';
import type { IceServers } from './ice-servers.ts';
import { type MediaDevice, receivable } from './media-device.ts';

export interface Entrance {
  /** True from asking to the answer; events that come meanwhile belong after it. */
  readonly asking: boolean;
  /** An admission is needed (again). */
  need(): void;
  /** Other transports are wanted, on the same seat. */
  renewMedia(): void;
}

export interface EntranceOptions {
  readonly connection: Connection;
  readonly roomId: RoomId;
  readonly device: MediaDevice | Promise<MediaDevice>;
  /** Asked for beside the admission, so that the transports can be made with them. */
  readonly ice: IceServers;
  /** Names a path that was made ahead; null: none stands that may be used. */
  readonly pathAhead: () => PathToken | null;
  /** Whether this device may be spoken to directly. */
  readonly direct: Value<boolean>;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly policy: ReconnectPolicy;
  readonly log: Log;
  readonly onAsking: () => void;
  readonly onAdmitted: (admission: Admission, device: MediaDevice) => void;
  /** Somebody else decides; `need` asks again. */
  readonly onWaiting: (message: string | null) => void;
  /** Not let in yet; it is asked again by itself. */
  readonly onNotYet: (failure: Failure) => void;
  /** Asking again wouldn't help, or helped not. */
  readonly onRefused: (failure: Failure) => void;
}

/** How often somebody at the door knocks before being told; who was inside keeps knocking. */
const KNOCKS_MAX = 5;

export function createEntrance(options: EntranceOptions): Entrance {
  const { connection, roomId, scope, clock, policy, log } = options;
  let seat: SeatToken | null = null;
  /** The same until an answer is heard: one that was lost on its way seats nobody twice. */
  let attempt = newAttempt();
  let wasInside = false;
  let needed = false;
  /** The next time on other transports, be the old ones as they may. */
  let fresh = false;
  let asking = false;
  let running = false;
  let knocks = 0;

  return {
    get asking() {
      return asking;
    },
    need,
    renewMedia() {
      fresh = true;
      need();
    },
  };

  function need(): void {
    needed = true;
    if (running) return;
    running = true;
    run()
      .catch((error: unknown) => {
        if (error instanceof ScopeClosed) return;
        options.onRefused(failureOf(error));
      })
      .finally(() => {
        running = false;
      });
  }

  async function run(): Promise<void> {
    const device = await options.device;
    const rtpCapabilities = receivable(device);
    while (needed && !scope.closed) {
      await line();
      needed = false;
      let anew = false;
      try {
        asking = true;
        options.onAsking();
        anew = fresh;
        fresh = false;
        const direct = options.direct.get();
        const input = { roomId, rtpCapabilities, attempt, direct, ...kept(anew) };
        const servers = options.ice.ready();
        const admission = await connection.request(callJoin, input, { offline: 'fail' });
        attempt = newAttempt();
        if (admission.state === 'waiting') {
          asking = false;
          if (scope.closed) return;
          knocks = 0;
          options.onWaiting(admission.message);
          continue;
        }
        await servers;
        asking = false;
        if (scope.closed) return;
        seat = admission.seat;
        wasInside = true;
        knocks = 0;
        options.onAdmitted(admission, device);
      } catch (error) {
        asking = false;
        needed = true;
        fresh ||= anew;
        await bear(failureOf(error));
      }
    }
  }

  /** What one has already: the seat, or for the first time a path; or had, and comes back without. */
  function kept(anew: boolean) {
    if (seat) return { seat, ...(anew ? { fresh: anew } : {}) };
    const path = options.pathAhead();
    return { ...(wasInside ? { returning: true } : {}), ...(path ? { path } : {}) };
  }

  /** Settles when there is a line; throws where there won't be one. */
  async function line(): Promise<void> {
    const decided = (s: ConnectionState) =>
      s.kind === 'online' || s.kind === 'refused' || s.kind === 'closed';
    const state = await when(connection.state, decided, scope.signal);
    if (state.kind === 'refused') throw asError(state.failure);
    if (state.kind === 'closed') throw new ConvergeError('unavailable');
  }

  /** Waits as long as is right before asking again, or throws. */
  async function bear(failure: Failure): Promise<void> {
    if (failure.code === 'seat_gone' && seat) {
      log.info('the seat is gone');
      seat = null;
      return;
    }
    // A full call is told to who stands before it; who was inside waits until there is a place again.
    const told = failure.code === 'call_full' && !wasInside;
    if (!isRetryable(failure.code) || told) throw asError(failure);
    // The line was lost: the next one is waited for, and isn't a knock.
    if (connection.state.get().kind !== 'online') return;
    knocks++;
    if (!wasInside && knocks >= KNOCKS_MAX) throw asError(failure);
    log.warn('not let in yet', { code: failure.code, knocks });
    options.onNotYet(failure);
    await pause(Math.max(failure.retryAfterMs ?? 0, policy(knocks + 1)));
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = clock.after(ms, () => {
        scope.signal.removeEventListener('abort', abort);
        resolve();
      });
      const abort = () => {
        stop();
        reject(scope.signal.reason);
      };
      scope.signal.addEventListener('abort', abort, { once: true });
    });
  }
}

const newAttempt = () => randomUuid() as JoinAttempt;

const asError = ({ code, ...details }: Failure): ConvergeError => new ConvergeError(code, details);

const failureOf = (error: unknown): Failure =>
  error instanceof ConvergeError ? error.failure : { code: 'internal' };
