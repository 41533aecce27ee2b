/** One device, its network and its server, ready for a call: the setting of most call tests. */
import type { DeviceLabels } from '@converge/protocol/realtime/call';
import type { IceKind, IceServersAnswer } from '@converge/protocol/rest/ice';
import { createCall } from '../call/call.ts';
import { createIceServers } from '../call/ice-servers.ts';
import { createLocalMedia } from '../call/local-media.ts';
import { openPathAhead } from '../call/path-ahead.ts';
import { createConnection } from '../realtime/connection.ts';
import { backoff } from '../realtime/reconnect-policy.ts';
import { silentLog } from '../state/log.ts';
import { createValue, when } from '../state/value.ts';
import { FakeCallServer } from './fake-call.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFakeDevice } from './fake-device.ts';
import { createFakeMedia } from './fake-media.ts';
import { createFakeNet } from './fake-net.ts';
import { roomId } from './make.ts';
import { record } from './recorder.ts';
import { settle } from './settle.ts';

interface Setting {
  /** What the server answers when ICE servers are asked for; absent: it has none. */
  readonly ask?: () => Promise<IceServersAnswer>;
  readonly kind?: IceKind;
  /** A media path is made before anybody joins. */
  readonly ahead?: boolean;
}

export function setUpCall(
  server = new FakeCallServer(),
  { ask, kind = ask ? 'relay' : 'none', ahead = false }: Setting = {},
) {
  const clock = createFakeClock();
  const net = createFakeNet(server);
  const connection = createConnection({ open: net.open, clock, wakeups: () => () => {} });
  const port = createFakeMedia();
  const local = createLocalMedia({ port });
  const device = createFakeDevice();
  const relayOnly = createValue(false);
  const ice = createIceServers({
    kind,
    ask: ask ?? (() => Promise.reject(new Error('nobody asks'))),
    clock,
    log: silentLog,
  });
  const saving = createValue(false);
  const direct = createValue(false);
  const devices = createValue<DeviceLabels | null>(null);
  const path = ahead
    ? openPathAhead({
        device: device.device,
        open: async () => server.openPath(),
        connect: () => Promise.resolve(),
        clock,
        log: silentLog,
      })
    : null;
  let networkChanged = () => {};
  const call = createCall({
    connection,
    roomId: roomId(),
    device: device.device,
    ice,
    relayOnly,
    local,
    path,
    clock,
    policy: backoff({ random: () => 1 }),
    pixelRatio: () => 2,
    saving,
    direct,
    devices,
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
    ice,
    relayOnly,
    saving,
    direct,
    devices,
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
    comeBack,
    /** Cuts the line, and lets the next one open. */
    async reconnect() {
      await net.cut();
      await comeBack();
    },
  };

  /** Lets the next line open. Other things may be due before it. */
  async function comeBack() {
    do {
      await clock.next();
      await drain();
    } while (connection.state.get().kind !== 'online');
  }
}
