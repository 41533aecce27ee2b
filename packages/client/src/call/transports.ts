/** The two media paths of one seat: towards the server, and from it. */
import type { Admission } from '@converge/protocol/realtime/call';
import type { types } from 'mediasoup-client';
import type { Connection } from '../realtime/connection.ts';
import type { Clock } from '../state/clock.ts';
import type { Log } from '../state/log.ts';
import type { Scope } from '../state/scope.ts';
import { derive, type Value } from '../state/value.ts';
import { type IceServers, iceServersOf } from './ice-servers.ts';
import { createLeg, type Leg } from './leg.ts';
import { type MediaDevice, transportOptions } from './media-device.ts';
import type { PathAhead } from './path-ahead.ts';
import { watchRelay } from './relay-watch.ts';
import { watchSilence } from './silence-watch.ts';
import type { MediaLine, RelayTrouble } from './types.ts';

export interface Transports {
  readonly send: types.Transport;
  readonly receive: types.Transport;
  readonly line: Value<MediaLine>;
  readonly relayTrouble: Value<RelayTrouble | null>;
  /** Whether an admission speaks of these very transports. */
  match(offers: Admission['transports']): boolean;
  /** The network changed: looks for new paths at once. */
  restart(): void;
  /** Nothing comes: looks for new paths, unless that is under way. */
  silent(): void;
  /** The line to the server is back. */
  resume(): void;
}

export interface TransportsOptions {
  readonly device: MediaDevice;
  readonly offers: Admission['transports'];
  readonly connection: Connection;
  readonly ice: IceServers;
  readonly relayOnly: Value<boolean>;
  /** Made before anybody came in; taken where the offer is of it. */
  readonly path: PathAhead | null;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly log: Log;
  /** Another path was looked for by the sending one, which negotiates it anew. */
  readonly onSendRestarted: () => void;
  readonly onBroken: () => void;
}

export function createTransports(options: TransportsOptions): Transports {
  const { device, offers, ice } = options;
  const relayOnly = options.relayOnly.get();
  const paths = {
    iceServers: iceServersOf(ice),
    ...(relayOnly ? { iceTransportPolicy: 'relay' as const } : {}),
  };
  const send = device.createSendTransport({ ...transportOptions(offers.send), ...paths });
  const receive =
    options.path?.take(offers.receive) ??
    device.createRecvTransport({ ...transportOptions(offers.receive), ...paths });
  const otherStands = () => legs.some(({ state }) => state.get() === 'connected');
  const legs: readonly Leg[] = [
    createLeg({ ...options, transport: send, otherStands, onRestarted: options.onSendRestarted }),
    createLeg({ ...options, transport: receive, otherStands, onRestarted: () => {} }),
  ];
  const watches = legs.map((leg) => {
    const trouble = watchRelay({ ...options, transport: leg.transport, relayOnly });
    options.scope.onClose(trouble.subscribe(() => trouble.get() !== null && leg.stuck()));
    return trouble;
  });
  const silent = () => {
    for (const leg of legs) leg.silent();
  };
  watchSilence({ ...options, send, receive, onSilent: silent });
  return {
    send,
    receive,
    line: derive(
      legs.map((leg) => leg.state),
      (...states): MediaLine => lineOf(states),
    ),
    relayTrouble: derive(
      watches,
      (...troubles): RelayTrouble | null => troubles.find((one) => one !== null) ?? null,
    ),
    match: (other) => other.send.id === send.id && other.receive.id === receive.id,
    restart() {
      for (const leg of legs) leg.restart();
    },
    silent,
    resume() {
      for (const leg of legs) leg.resume();
    },
  };
}

/** A transport that carries nothing yet stays `new` and says nothing about the line. */
function lineOf(states: readonly types.ConnectionState[]): MediaLine {
  if (states.some((s) => s === 'disconnected' || s === 'failed')) return 'broken';
  if (states.includes('connected') && !states.includes('connecting')) return 'good';
  return 'connecting';
}
