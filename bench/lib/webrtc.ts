/** WebRTC for Node as mediasoup-client expects it of a browser: globals over werift. */
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

/** Tells each connection of this process that its path is gone, as its own checks would after 30 s. */
export function loseAllPaths(): void {
  for (const { iceTransports } of open) {
    for (const { connection } of iceTransports) connection.stateChanged.execute('failed');
  }
}

/** Lets the tracks of ours hear when a receiver has lost the picture. */
class BotPeerConnection extends RTCPeerConnection {
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
    });
    open.add(this);
    this.connectionStateChange.subscribe((state) => {
      if (state === 'closed') open.delete(this);
    });
  }

  override addTransceiver(...args: Parameters<RTCPeerConnection['addTransceiver']>) {
    const transceiver = super.addTransceiver(...args);
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
