/**
 * A media device over mediasoup-client's fake handler, whose transports can be
 * found and broken.
 */
import { FakeHandler, testFakeParameters, type types } from 'mediasoup-client';
import { loadMediaDevice, type MediaDevice } from '../call/media-device.ts';
import { fakeCapabilities } from './fake-call.ts';

export interface FakeTransport {
  readonly direction: 'send' | 'recv';
  /** Sets the state as the browser would. */
  become(state: types.ConnectionState): void;
  /** How often ICE was restarted. */
  readonly restarts: number;
  readonly closed: boolean;
  /** What is sent now, as kinds. */
  readonly sending: readonly string[];
}

export interface FakeDevice {
  readonly device: Promise<MediaDevice>;
  /** Every transport ever made, in order. */
  readonly transports: readonly FakeTransport[];
  /** The youngest of a direction that is open. */
  open(direction: 'send' | 'recv'): FakeTransport;
}

export function createFakeDevice(): FakeDevice {
  const transports: FakeTransport[] = [];
  const inner = FakeHandler.createFactory(testFakeParameters);
  const handlerFactory: types.HandlerFactory = {
    ...inner,
    factory(options) {
      const handler = inner.factory(options);
      transports.push(watch(handler, options.direction));
      return handler;
    },
  };
  return {
    device: loadMediaDevice(fakeCapabilities(), { handlerFactory }),
    transports,
    open(direction) {
      const found = transports.findLast((t) => t.direction === direction && !t.closed);
      if (!found) throw new Error(`no open ${direction} transport`);
      return found;
    },
  };
}

function watch(handler: types.HandlerInterface, direction: 'send' | 'recv'): FakeTransport {
  let restarts = 0;
  let closed = false;
  const sending = new Map<string, string>();
  const { close, restartIce, send, stopSending } = handler;
  handler.close = () => {
    closed = true;
    close.call(handler);
  };
  handler.restartIce = async (parameters) => {
    await restartIce.call(handler, parameters);
    restarts++;
  };
  handler.send = async (options) => {
    const result = await send.call(handler, options);
    sending.set(result.localId, options.track.kind);
    return result;
  };
  handler.stopSending = async (localId) => {
    sending.delete(localId);
    await stopSending.call(handler, localId);
  };
  return {
    direction,
    become: (state) => void handler.emit('@connectionstatechange', state),
    get restarts() {
      return restarts;
    },
    get closed() {
      return closed;
    },
    get sending() {
      return [...sending.values()];
    },
  };
}
