/** One device, its network and its server, ready for a call: the setting of most call tests. */
import { createCall } from '../call/call.ts';
import { createLocalMedia } from '../call/local-media.ts';
import { createConnection } from '../realtime/connection.ts';
import { backoff } from '../realtime/reconnect-policy.ts';
import { when } from '../state/value.ts';
import { FakeCallServer } from './fake-call.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFakeDevice } from './fake-device.ts';
import { createFakeMedia } from './fake-media.ts';
import { createFakeNet } from './fake-net.ts';
import { roomId } from './make.ts';
import { record } from './recorder.ts';
import { settle } from './settle.ts';

export function setUpCall(server = new FakeCallServer()) {
  const clock = createFakeClock();
  const net = createFakeNet(server);
  const connection = createConnection({ open: net.open, clock, wakeups: () => () => {} });
  const port = createFakeMedia();
  const local = createLocalMedia({ port });
  const device = createFakeDevice();
  let networkChanged = () => {};
  const call = createCall({
    connection,
    roomId: roomId(),
    device: device.device,
    local,
    clock,
    policy: backoff({ random: () => 1 }),
    pixelRatio: () => 2,
    networkChanges: (changed) => {
      networkChanged = changed;
      return () => {};
    },
  });
  const states = record(call.state);

  /** Lets everything happen that can happen without time passing. */
  const drain = async () => {
    do {
      await net.drain();
      await settle();
    } while (net.inFlight > 0);
  };

  return {
    clock,
    net,
    connection,
    port,
    local,
    device,
    server,
    call,
    states,
    drain,
    networkChanged: () => networkChanged(),
    /** Joins, sending what is given. */
    async join(...sending: ('microphone' | 'camera')[]) {
      if (sending.includes('microphone')) local.setMicrophone(true);
      if (sending.includes('camera')) local.setCamera(true);
      for (const source of sending) await when(local[source], (s) => s.kind === 'on');
      const joined = call.join();
      await drain();
      await joined;
      await drain();
      for (const direction of ['send', 'recv'] as const) {
        if (device.transports.length > 0) device.open(direction).become('connected');
      }
    },
    /** Cuts the line, and lets the next one open. */
    async reconnect() {
      await net.cut();
      // With a call, no pause is longer (RT-11).
      await clock.advance(2_000);
      await drain();
    },
  };
}
