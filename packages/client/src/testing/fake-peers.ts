/**
 * Connections between two browsers without a browser: they come to nothing by
 * themselves, and are found where a test says so.
 */
import { vi } from 'vitest';
import { kindAt, places } from '../call/direct/places.ts';

/** Where whoever offers is at home, as a browser says it also of a relay's candidate. */
export const home = '192.0.2.7';
const relayed = `candidate:3 1 udp 41885439 203.0.113.8 50001 typ relay raddr ${home} rport 61000`;

export interface FakePeers {
  /** How each was made. */
  readonly made: readonly RTCConfiguration[];
  /** What was done about their paths, by the name of who asks the relay. */
  readonly paths: readonly string[];
  /** How many are not closed. */
  readonly open: number;
  /** The youngest finds its path: from now on more of each line has come at every look. */
  connect(): void;
}

/** Puts them in the place of the browser's own; `vi.unstubAllGlobals` takes them away. */
export function stubPeers(): FakePeers {
  const made: RTCConfiguration[] = [];
  const paths: string[] = [];
  let open = 0;
  let youngest: Peer | null = null;
  const nameIn = ({ iceServers }: RTCConfiguration) => iceServers?.[0]?.username;
  class Peer extends EventTarget {
    connectionState: RTCPeerConnectionState = 'new';
    signalingState = 'stable';
    localDescription: RTCSessionDescriptionInit | null = null;
    onnegotiationneeded: (() => void) | null = null;
    onconnectionstatechange: (() => void) | null = null;
    readonly #nr = made.length;
    readonly #lines: ReturnType<typeof createLine>[] = [];
    #asked = false;
    #looks = 0;

    constructor(configuration: RTCConfiguration) {
      super();
      made.push(configuration);
      open++;
      youngest = this;
    }

    addTransceiver(kind: string) {
      const line = createLine(`track-${this.#nr}-${this.#lines.length}`, kind);
      this.#lines.push(line);
      if (!this.#asked) queueMicrotask(() => this.onnegotiationneeded?.());
      this.#asked = true;
      return line;
    }

    getTransceivers() {
      if (this.#lines.length === 0) for (const place of places) this.addTransceiver(kindAt(place));
      return this.#lines;
    }

    setConfiguration(configuration: RTCConfiguration) {
      paths.push(`uses ${nameIn(configuration)}, ${configuration.iceTransportPolicy}`);
    }

    async setRemoteDescription() {
      paths.push('is offered');
    }

    async setLocalDescription() {
      this.localDescription = { type: 'offer', sdp: `v=0\r\na=${relayed}\r\n` };
    }

    async addIceCandidate() {
      throw new DOMException('', 'OperationError');
    }

    async getStats() {
      if (this.connectionState !== 'connected') return new Map();
      const count = ++this.#looks;
      const inbound = this.#lines.map(({ receiver: { track } }) => ({
        ...{ id: track.id, type: 'inbound-rtp', kind: track.kind, trackIdentifier: track.id },
        ...{ packetsReceived: count, framesDecoded: count },
      }));
      return new Map(inbound.map((stat) => [stat.id, stat]));
    }

    restartIce() {
      paths.push('restarts');
    }

    become(state: RTCPeerConnectionState) {
      this.connectionState = state;
      this.onconnectionstatechange?.();
    }

    close() {
      this.connectionState = 'closed';
      open--;
    }
  }
  vi.stubGlobal('RTCPeerConnection', Peer);
  return {
    made,
    paths,
    get open() {
      return open;
    },
    connect: () => youngest?.become('connected'),
  };
}

const createLine = (id: string, kind: string) => ({
  sender: { track: null, replaceTrack: async () => {}, getParameters: () => ({ encodings: [] }) },
  receiver: { track: { id, kind, enabled: true } },
});
