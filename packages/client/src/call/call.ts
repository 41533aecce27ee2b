/**
 * A room's call as one device is in it: what the page reads and does. What
 * happens between joining and leaving is in `stay.ts`.
 */

import type { RoomId } from '@converge/protocol/ids';
import {
  callHand,
  callLeave,
  callReact,
  callStatistics,
  type DeviceLabels,
  type Participant,
} from '@converge/protocol/realtime/call';
import type { Connection } from '../realtime/connection.ts';
import { backoff, type ReconnectPolicy } from '../realtime/reconnect-policy.ts';
import { browserNetworkChanges, type Wakeups } from '../realtime/wakeups.ts';
import { type Clock, systemClock } from '../state/clock.ts';
import { createEmitter } from '../state/emitter.ts';
import { type Log, silentLog } from '../state/log.ts';
import { createScope, type Scope } from '../state/scope.ts';
import { createValue, derive, type Value, when } from '../state/value.ts';
import { createArrivalWatch } from './arrival.ts';
import { findParticipant } from './call-copy.ts';
import { type IceServers, noIceServers } from './ice-servers.ts';
import { createLeading } from './leading.ts';
import { createLevels } from './levels.ts';
import { createLobbyWatch } from './lobby-watch.ts';
import type { MediaDevice } from './media-device.ts';
import type { PathAhead } from './path-ahead.ts';
import { createPointing } from './pointing.ts';
import { createQualityMonitor } from './quality/monitor.ts';
import { createOwnership } from './quality/ownership.ts';
import { createRemoteTracks } from './remote-tracks.ts';
import { beginStay } from './stay.ts';
import { keepDevicesTold } from './told-devices.ts';
import type { Call, CallEvents, CallState, LocalMedia, MediaLine, RelayTrouble } from './types.ts';
import { createView } from './view.ts';
import { createWallWatch } from './wall-watch.ts';

export interface CallOptions {
  readonly connection: Connection;
  readonly roomId: RoomId;
  /** From `loadMediaDevice`, begun as early as possible. */
  readonly device: MediaDevice | Promise<MediaDevice>;
  /** What is sent; it stays open when the call is left. */
  readonly local: LocalMedia;
  /** STUN and TURN servers; begin to ask for them as early as possible. */
  readonly ice?: IceServers;
  /** Nothing but the relay may be used; a change takes effect at once, with new transports. */
  readonly relayOnly?: Value<boolean>;
  /** A media path that was made ahead; the call's from now on. */
  readonly path?: PathAhead | null;
  /** Whether this device may be spoken to directly, which shows its address to the other person. */
  readonly direct?: Value<boolean>;
  readonly pixelRatio?: () => number;
  /** Save data: the smallest pictures of others, and 360p at most of one's own. */
  readonly saving?: Value<boolean>;
  /** What the devices in use call themselves, for who leads the room; null, and by default: nothing is told. */
  readonly devices?: Value<DeviceLabels | null>;
  readonly networkChanges?: Wakeups;
  readonly policy?: ReconnectPolicy;
  readonly clock?: Clock;
  readonly log?: Log;
}

/** Nothing happens until `join`. It can be joined again after it was left. */
export function createCall(options: CallOptions): Call {
  const { connection, roomId, device, local } = options;
  const { clock = systemClock, log = silentLog, policy = backoff() } = options;
  const { networkChanges = browserNetworkChanges, ice = noIceServers } = options;
  const relayOnly = options.relayOnly ?? createValue(false);
  const pixelRatio = options.pixelRatio ?? (() => globalThis.devicePixelRatio ?? 1);

  const state = createValue<CallState>({ kind: 'idle' });
  const line = createValue<MediaLine>('connecting');
  const relayTrouble = createValue<RelayTrouble | null>(null);
  const thin = createValue(false);
  const held = createValue(false);
  const events = createEmitter<CallEvents>();
  const tracks = createRemoteTracks();
  const levels = createLevels();
  const saving = options.saving ?? never;
  const devices = options.devices ?? untold;
  const view = createView({ connection, clock, log, pixelRatio, saving });
  /** From joining to leaving. */
  let stay: Scope | null = null;

  const inside = derive([state], (now) =>
    now.kind === 'in' || now.kind === 'reconnecting' ? now : null,
  );
  const arrival = createArrivalWatch(clock);
  const monitor = createQualityMonitor({
    arrival,
    connection,
    roomId,
    clock,
    log,
    held,
    ...createOwnership({
      local,
      tracks,
      participants: () => inside.get()?.call.participants ?? [],
    }),
  });
  const done = async (request: Promise<unknown>): Promise<void> => {
    await request;
  };

  return {
    roomId,
    state,
    line,
    relayTrouble,
    thin,
    held,
    events,
    view,
    participants: derive([inside], (now) => now?.call.participants ?? nobody),
    self: derive([inside], (now) => now && findParticipant(now.call, now.self)),
    track: tracks.one,
    tracks: tracks.all,
    level: levels.of,
    measures: monitor.history,
    pictureShown: arrival.pictureShown,
    async join({ since } = {}) {
      if (!stay) enter(since ?? clock.now());
      await when(state, ({ kind }) => kind !== 'joining');
    },
    leave() {
      if (!stay) return;
      connection
        .request(callLeave, { roomId }, { offline: 'fail' })
        // Without a line the seat runs out by itself.
        .catch((error: unknown) => log.debug('leaving went unanswered', { error }));
      end({ kind: 'left', reason: 'left' });
    },
    raiseHand: (raised) => done(connection.request(callHand, { roomId, raised })),
    react: (reaction) => done(connection.request(callReact, { roomId, reaction })),
    point: createPointing({ connection, roomId, clock, log }),
    leading: createLeading(connection, roomId),
    watchLobby: () => createLobbyWatch({ connection, roomId, log }),
    wall: derive([inside], (now) => now?.call.wall ?? null),
    watchWall: () => createWallWatch({ connection, roomId, state, log }),
    statistics: () => connection.request(callStatistics, { roomId }, { offline: 'fail' }),
  };

  function enter(since: number): void {
    stay = createScope();
    arrival.begin(since);
    log.info('joining');
    state.set({ kind: 'joining' });
    keepDevicesTold({ connection, roomId, state, devices, log, scope: stay });
    beginStay({
      connection,
      roomId,
      device,
      local,
      networkChanges,
      policy,
      clock,
      log,
      state,
      line,
      relayTrouble,
      ice,
      relayOnly,
      thin,
      held,
      events,
      tracks,
      levels,
      monitor,
      arrival,
      view,
      saving,
      path: options.path ?? null,
      direct: options.direct ?? never,
      scope: stay,
      onEnd: end,
    });
  }

  function end(how: CallState & { kind: 'left' | 'failed' }): void {
    const ending = stay;
    stay = null;
    ending?.close();
    log.info('out', { how: how.kind });
    state.set(how);
  }
}

const never: Value<boolean> = createValue(false);
const untold: Value<DeviceLabels | null> = createValue<DeviceLabels | null>(null);
const nobody: readonly Participant[] = [];
