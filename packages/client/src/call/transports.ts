/** The two media paths of one seat: towards the server, and from it. */
import type { Admission } from '@converge/protocol/realtime/call';
import type { types } from 'mediasoup-client';
import type { Connection } from '../realtime/connection.ts';
import type { Clock } from '../state/clock.ts';
import type { Log } from '../state/log.ts';
import type { Scope } from '../state/scope.ts';
import { derive, type Value } from '../state/value.ts';
import { createLeg, type Leg } from './leg.ts';
import { type MediaDevice, transportOptions } from './media-device.ts';
import type { MediaLine } from './types.ts';

export interface Transports {
  readonly send: types.Transport;
  readonly receive: types.Transport;
  readonly line: Value<MediaLine>;
  /** Whether an admission speaks of these very transports. */
  match(offers: Admission['transports']): boolean;
  /** The network changed: looks for new paths at once. */
  restart(): void;
  /** The line to the server is back. */
  resume(): void;
}

export interface TransportsOptions {
  readonly device: MediaDevice;
  readonly offers: Admission['transports'];
  readonly connection: Connection;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly log: Log;
  readonly onBroken: () => void;
}

export function createTransports(options: TransportsOptions): Transports {
  const { device, offers } = options;
  const send = device.createSendTransport(transportOptions(offers.send));
  const receive = device.createRecvTransport(transportOptions(offers.receive));
  const legs: readonly Leg[] = [
    createLeg({ ...options, transport: send }),
    createLeg({ ...options, transport: receive }),
  ];
  return {
    send,
    receive,
    line: derive(
      legs.map((leg) => leg.state),
      (...states): MediaLine => lineOf(states),
    ),
    match: (other) => other.send.id === send.id && other.receive.id === receive.id,
    restart() {
      for (const leg of legs) leg.restart();
    },
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
