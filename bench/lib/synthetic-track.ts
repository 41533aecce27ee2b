/**
 * Tracks that send ready-made packets in an even rhythm: nothing is encoded, so
 * that what is measured is the server.
 */
import { MediaStreamTrack } from 'werift';
import { rtpPacket, VP8_KEY_FRAME } from './rtp-packet.ts';

/** An SFU forwards a stream only from a key frame on; the rest are these. */
const VP8_DELTA_FRAME = [0x10, 0x11, 0x02, 0x00] as const;

export interface Rhythm {
  readonly packetsPerSecond: number;
  /** Bytes of payload in each packet. */
  readonly size: number;
  /** Ticks of the RTP clock between two packets. */
  readonly ticks: number;
}

/** Speech of 20 ms to a packet, at 32 kbit/s. */
export const speech: Rhythm = { packetsPerSecond: 50, size: 80, ticks: 960 };
/** A camera of about 1.1 Mbit/s. */
export const picture: Rhythm = { packetsPerSecond: 125, size: 1100, ticks: 720 };

export class SyntheticTrack extends MediaStreamTrack {
  /** Packets handed to the transport. */
  packets = 0;
  readonly rhythm: Rhythm;
  /** It gives something from the beginning; werift's own wait for a first packet from elsewhere. */
  override muted = false;
  readonly #ssrc = Math.floor(Math.random() * 0xffff_ffff);
  #began = performance.now();
  #due = 0;
  #keyFrame = true;

  constructor(kind: 'audio' | 'video', rhythm: Rhythm) {
    super({ kind });
    this.rhythm = rhythm;
    playing.add(this);
    startMetronome();
  }

  /** Of a picture without pixels there is nothing to tell. */
  getSettings(): MediaTrackSettings {
    return {};
  }

  /** The next packet begins the picture anew. */
  wantKeyFrame(): void {
    this.#keyFrame = true;
  }

  /** Sends what has become due; after a pause of the process not all that was missed. */
  tick(now: number): void {
    if (this.readyState === 'ended') {
      playing.delete(this);
      return;
    }
    const due = Math.floor(((now - this.#began) / 1000) * this.rhythm.packetsPerSecond);
    const behind = due - this.#due;
    const most = this.rhythm.packetsPerSecond / 5;
    if (behind > most) this.#began += ((behind - most) / this.rhythm.packetsPerSecond) * 1000;
    for (let i = 0; i < Math.min(behind, most); i++) this.#send();
  }

  #send(): void {
    const n = this.#due++;
    if (!this.enabled) return;
    // Browsers ask until they have a picture; bots, which never do, get one now and then.
    const begins = this.#keyFrame || n % Math.ceil(this.rhythm.packetsPerSecond * 2) === 0;
    const head = this.kind === 'audio' ? [] : begins ? VP8_KEY_FRAME : VP8_DELTA_FRAME;
    this.#keyFrame = false;
    const stream = { ssrc: this.#ssrc, payloadType: 0, size: this.rhythm.size, head };
    // The transport writes its own payload type and SSRC into it.
    this.writeRtp(rtpPacket(stream, n, n * this.rhythm.ticks));
    this.packets++;
  }
}

const playing = new Set<SyntheticTrack>();
let metronome: NodeJS.Timeout | null = null;

/** One timer for all: a hundred of them would cost more than the sending. */
function startMetronome(): void {
  metronome ??= setInterval(() => {
    const now = performance.now();
    for (const track of playing) track.tick(now);
    if (playing.size > 0 || !metronome) return;
    clearInterval(metronome);
    metronome = null;
  }, 8);
}
