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
  /** What its peer connection was made with. */
  readonly policy: RTCIceTransportPolicy;
  /** The ICE servers of its next gathering. */
  readonly iceServers: readonly RTCIceServer[];
  /** Its search for candidates gets so far. */
  gathers(state: 'gathering' | 'complete'): void;
  /** The browser met this while it looked for candidates. */
  fails(url: string, errorCode: number): void;
  /** How often ICE was restarted. */
  readonly restarts: number;
  readonly closed: boolean;
  /** What is sent now, as kinds. */
  readonly sending: readonly string[];
  /** Its browser can't change its ICE servers, as Firefox can't. */
  keepServers(): void;
  /** Its browser can send nothing more by it. */
  jam(): void;
  /** What it counts from now on. */
  counts(stats: readonly Readonly<Record<string, unknown>>[]): void;
  /** Of the voice that is sent, how it is encoded. */
  readonly voice: Readonly<Record<string, unknown>> | null;
  /** Of each video that is sent, by how much each layer is smaller than the picture taken. */
  readonly scales: readonly (readonly (number | undefined)[])[];
  /** Of each video that is sent, which of its three layers are switched on. */
  readonly layers: readonly (readonly boolean[])[];
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
      transports.push(watch(handler, options));
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

function watch(
  handler: types.HandlerInterface,
  { direction, iceServers = [], iceTransportPolicy = 'all' }: types.HandlerOptions,
): FakeTransport {
  let restarts = 0;
  let servers: readonly RTCIceServer[] = iceServers;
  let closed = false;
  let jammed = false;
  let keeps = false;
  const sending = new Map<string, string>();
  const senders = new Map<string, FakeSender>();
  const voices = new Map<string, FakeSender>();
  let stats: readonly Readonly<Record<string, unknown>>[] = [];
  handler.getTransportStats = async () => new Map(stats.map((stat) => [String(stat.id), stat]));
  const { close, restartIce, send, stopSending, updateIceServers } = handler;
  handler.close = () => {
    closed = true;
    close.call(handler);
  };
  // Chromium takes the layers from each answer, and mediasoup-client writes those of the beginning into it.
  const negotiated = () => {
    for (const sender of senders.values()) sender.switchOn();
  };
  handler.restartIce = async (parameters) => {
    await restartIce.call(handler, parameters);
    restarts++;
    negotiated();
  };
  handler.updateIceServers = async (next) => {
    if (keeps) throw Object.assign(new Error('not supported'), { name: 'UnsupportedError' });
    await updateIceServers.call(handler, next);
    servers = next;
  };
  handler.send = async (options) => {
    if (jammed) throw new Error('no such media section');
    const result = await send.call(handler, options);
    negotiated();
    sending.set(result.localId, options.track.kind);
    const video = options.track.kind === 'video';
    const rtpSender = createSender(video ? 3 : 1);
    (video ? senders : voices).set(result.localId, rtpSender);
    // Only what the engine asks of a sender.
    return { ...result, rtpSender: rtpSender as unknown as RTCRtpSender };
  };
  handler.stopSending = async (localId) => {
    sending.delete(localId);
    senders.delete(localId);
    voices.delete(localId);
    await stopSending.call(handler, localId);
    negotiated();
  };
  return {
    direction,
    policy: iceTransportPolicy,
    get iceServers() {
      return servers;
    },
    gathers: (state) => void handler.emit('@icegatheringstatechange', state),
    fails(url, errorCode) {
      const event = { url, errorCode, errorText: '' } as RTCPeerConnectionIceErrorEvent;
      handler.emit('@icecandidateerror', event);
    },
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
    keepServers() {
      keeps = true;
    },
    jam() {
      jammed = true;
    },
    counts(next) {
      stats = next;
    },
    get voice() {
      return [...voices.values()][0]?.getParameters().encodings[0] ?? null;
    },
    get scales() {
      return [...senders.values()].map(({ getParameters }) =>
        getParameters().encodings.map(({ scaleResolutionDownBy }) => scaleResolutionDownBy),
      );
    },
    get layers() {
      return [...senders.values()].map(({ getParameters }) =>
        getParameters().encodings.map(({ active }) => active),
      );
    },
  };
}

interface FakeParameters {
  readonly encodings: { active: boolean; scaleResolutionDownBy?: number }[];
}

interface FakeSender {
  getParameters(): FakeParameters;
  setParameters(parameters: FakeParameters): Promise<void>;
  switchOn(): void;
}

/** All layers on. */
function createSender(layers: number): FakeSender {
  let encodings: FakeParameters['encodings'] = Array.from({ length: layers }, () => ({
    active: true,
  }));
  return {
    getParameters: () => ({ encodings: encodings.map((one) => ({ ...one })) }),
    async setParameters(parameters) {
      encodings = parameters.encodings.map((one) => ({ ...one }));
    },
    switchOn() {
      encodings = encodings.map((one) => ({ ...one, active: true }));
    },
  };
}
