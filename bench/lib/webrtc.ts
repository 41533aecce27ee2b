/** WebRTC for Node as mediasoup-client expects it of a browser: globals over werift. */
import { networkInterfaces } from 'node:os';
import {
  MediaStream,
  RTCPeerConnection,
  useNACK,
  useOPUS,
  usePLI,
  useSdesMid,
  useSdesRTPStreamId,
  useVP8,
} from 'werift';
import { SyntheticTrack } from './synthetic-track.ts';
import { mendTransport } from './werift.ts';

/** Calls back when a connection of this process begins. */
export function onNewConnection(listener: () => void): void {
  bornListener = listener;
}

let bornListener = () => {};

/** All of this process. */
const open = new Set<BotPeerConnection>();

/** How far each open connection of this process is, for who looks for a fault. */
export function connectionsInWords(): string[] {
  return [...open].map(({ connectionState, dtlsTransports }) => {
    const layers = dtlsTransports.map(
      ({ state, iceTransport }) => `${iceTransport.state}/${state}`,
    );
    return `${connectionState}, ICE/DTLS ${layers.join()}`;
  });
}

/** Whether each connection of this process has a path. */
export const allStand = (): boolean =>
  [...open].every(({ connectionState }) => connectionState === 'connected');

/** Each connection of this process finds its path gone, and no restart of ICE brings it back. */
export function loseAllPaths(): void {
  for (const one of open) one.lose();
}

/** An address of this machine that its other addresses reach. */
const OWN_ADDRESS =
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
/** Where nobody answers (RFC 863). */
const DISCARD = 9;

/** Lets the tracks of ours hear when a receiver has lost the picture. */
class BotPeerConnection extends RTCPeerConnection {
  #lost = false;
  readonly #watched = new WeakSet<object>();

  constructor(config: ConstructorParameters<typeof RTCPeerConnection>[0] = {}) {
    super({
      ...config,
      // No feedback for bandwidth estimation: then the SFU forwards all there is,
      // and what is measured is the forwarding.
      codecs: { audio: [useOPUS()], video: [useVP8({ rtcpFeedback: [useNACK(), usePLI()] })] },
      // By these an SFU tells simulcast layers apart.
      headerExtensions: { audio: [useSdesMid()], video: [useSdesMid(), useSdesRTPStreamId()] },
      // Each family more is candidates and checks more for every bot.
      iceUseIpv6: false,
      iceAdditionalHostAddresses: ['127.0.0.1'],
      // Told of none it asks one of the internet, and waits five seconds for its answer.
      iceServers: [{ urls: `stun:${OWN_ADDRESS}:${DISCARD}` }],
      iceStunGatherTimeout: 0.001,
    });
    open.add(this);
    bornListener();
    this.connectionStateChange.subscribe((state) => {
      if (state === 'closed') open.delete(this);
    });
  }

  /** As W3C webrtc-pc has it: what ICE or DTLS is not, the connection isn't. */
  override get connectionState() {
    const state = super.connectionState;
    if (state === 'closed') return state;
    const failed =
      this.#lost ||
      this.dtlsTransports.some((one) => [one.state, one.iceTransport.state].includes('failed'));
    if (failed) return 'failed';
    const shaking = this.dtlsTransports.some((one) => one.state !== 'connected');
    return state === 'connected' && shaking ? 'connecting' : state;
  }

  override async setRemoteDescription(
    ...args: Parameters<RTCPeerConnection['setRemoteDescription']>
  ): Promise<void> {
    await super.setRemoteDescription(...args);
    this.#watchTransports();
  }

  /** werift says nothing of its own when DTLS fails, or ICE that was restarted. */
  #watchTransports(): void {
    for (const transport of this.dtlsTransports) {
      if (this.#watched.has(transport)) continue;
      this.#watched.add(transport);
      const { iceTransport } = transport;
      mendTransport(transport);
      const tell = () => this.emit('connectionstatechange');
      transport.onStateChange.subscribe(tell);
      iceTransport.onStateChange.subscribe(tell);
    }
  }

  /** Nothing is decoded here: what came counts as seen, else it would be asked for again and again. */
  override async getStats(...args: Parameters<RTCPeerConnection['getStats']>) {
    const report = await super.getStats(...args);
    for (const stat of report.values()) {
      if (stat.type !== 'inbound-rtp' || !('packetsReceived' in stat)) continue;
      Object.assign(stat, { framesDecoded: stat.packetsReceived });
    }
    return report;
  }

  /** Finds its path gone, where it had one. */
  lose(): void {
    if (super.connectionState !== 'connected') return;
    this.#lost = true;
    this.emit('connectionstatechange');
  }

  override addTransceiver(...args: Parameters<RTCPeerConnection['addTransceiver']>) {
    const transceiver = super.addTransceiver(...args);
    this.#watchTransports();
    const [track] = args;
    if (track instanceof SyntheticTrack) {
      transceiver.sender.onPictureLossIndication.subscribe(() => track.wantKeyFrame());
    }
    return transceiver;
  }
}

/** Must run before a media device is loaded with the handler `Chrome111`. */
export function installWebRtc(): void {
  Object.assign(globalThis, { RTCPeerConnection: BotPeerConnection, MediaStream });
}
