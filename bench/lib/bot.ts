/**
 * A participant without a browser: the very engine of the web app over WebRTC in
 * Node. What it sends is ready-made; what it receives is counted.
 */
import { createCall } from '@converge/client/call/call';
import { createLocalMedia } from '@converge/client/call/local-media';
import { loadMediaDevice } from '@converge/client/call/media-device';
import type { MediaPort } from '@converge/client/call/media-port';
import type { Call, LocalMedia } from '@converge/client/call/types';
import { type Connection, createConnection } from '@converge/client/realtime/connection';
import type { OpenLine } from '@converge/client/realtime/line';
import { socketIoLines } from '@converge/client/realtime/socket-io';
import { createListeners, type Listeners } from '@converge/client/state/listeners';
import { type Log, silentLog } from '@converge/client/state/log';
import type { ParticipantId, RoomId } from '@converge/protocol/ids';
import type { RouterCapabilities, SentSource } from '@converge/protocol/realtime/media';
import type { MediaStreamTrack as WeriftTrack } from 'werift';
import { picture, type Rhythm, SyntheticTrack, speech } from './synthetic-track.ts';
import { installWebRtc } from './webrtc.ts';

export interface BotOptions {
  readonly url: string;
  /** The cookies that say who it is. */
  readonly cookie: string;
  readonly roomId: RoomId;
  /** Whether it comes with a guest's key. */
  readonly guest: boolean;
  /** `JoinCard.media` */
  readonly capabilities: RouterCapabilities;
  readonly microphone?: Rhythm | null;
  readonly camera?: Rhythm | null;
  /** Shared from the start; absent: nothing is. */
  readonly screen?: Rhythm | null;
  readonly log?: Log;
  /** What befalls its lines to the server; absent: nothing. */
  readonly lines?: (open: OpenLine) => OpenLine;
}

/** What came from one source of one participant. */
export interface Received {
  packets: number;
  bytes: number;
  /** Sequence numbers that never came, as far as later ones tell. */
  lost: number;
  /** `performance.now()` of the first packet. */
  firstAt: number;
}

export interface Bot {
  readonly call: Call;
  readonly connection: Connection;
  readonly local: LocalMedia;
  /** By `<participant> <source>`. */
  readonly received: ReadonlyMap<string, Received>;
  /** Packets handed to the transports so far, by source. */
  sent(): { microphone: number; camera: number };
  from(participantId: ParticipantId, source: SentSource): Received | undefined;
  /** Tells of every packet that comes; the answer ends it. */
  onPacket(listener: () => void): () => void;
  /** Its line to the server breaks, as by a lost Wi-Fi; it comes back by itself. */
  cutLine(): void;
  /** It is told of another network, as a browser is. */
  changeNetwork(): void;
  leave(): void;
}

/** Enters the room's call and sends; settles when it is inside. Throws where it isn't let in. */
export async function startBot(options: BotOptions): Promise<Bot> {
  installWebRtc();
  const { url, cookie, roomId, guest, log = silentLog } = options;
  const { microphone = speech, camera = picture, screen = null } = options;
  const device = loadMediaDevice(options.capabilities, { handlerName: 'Chrome111' });
  const sockets = socketIoLines({ url, headers: { cookie, origin: new URL(url).origin } });
  const lines = cuttable(options.lines?.(sockets) ?? sockets);
  const connection = createConnection({
    open: lines.open,
    log,
    ...(guest ? { room: roomId } : {}),
  });
  const tracks: SyntheticTrack[] = [];
  const local = createLocalMedia({
    port: syntheticDevices(microphone, camera, screen, tracks),
    log,
  });
  if (microphone) local.setMicrophone(true);
  if (camera) local.setCamera(true);
  if (screen) await local.startScreen();
  const networkChanges = createListeners<[]>();
  const call = createCall({
    ...{ connection, roomId, device, local, log },
    networkChanges: networkChanges.add,
  });
  const packets = createListeners<[]>();
  const received = countReceived(call, packets);
  const leave = () => {
    call.leave();
    local.close();
    connection.close();
  };
  await call.join();
  const state = call.state.get();
  if (state.kind !== 'in') {
    leave();
    throw new Error(`a bot is not inside: ${JSON.stringify(state)}`);
  }
  const sentBy = (kind: string) =>
    tracks.filter((t) => t.kind === kind).reduce((sum, t) => sum + t.packets, 0);
  return {
    call,
    connection,
    local,
    received,
    sent: () => ({ microphone: sentBy('audio'), camera: sentBy('video') }),
    from: (participantId, source) => received.get(`${participantId} ${source}`),
    onPacket: packets.add,
    cutLine: lines.cut,
    changeNetwork: networkChanges.tell,
    leave,
  };
}

/** Settles when each of `count` streams has brought a packet after this was asked. */
export async function receiving(bot: Bot, count: number): Promise<void> {
  // Who is the only one to send gets no packet that could end the waiting.
  if (count === 0) return;
  const before = new Map([...bot.received].map(([key, { packets }]) => [key, packets]));
  const fresh = () => [...bot.received].filter(([key, r]) => r.packets > (before.get(key) ?? 0));
  await new Promise<void>((resolve) => {
    const end = bot.onPacket(() => {
      if (fresh().length < count) return;
      end();
      resolve();
    });
  });
}

function cuttable(open: OpenLine): { readonly open: OpenLine; readonly cut: () => void } {
  let cut = () => {};
  return {
    open(handshake, listener) {
      const line = open(handshake, listener);
      cut = () => {
        line.close();
        listener.ended('cut by the test');
      };
      return line;
    },
    cut: () => cut(),
  };
}

function countReceived(call: Call, packets: Listeners<[]>): Map<string, Received> {
  const received = new Map<string, Received>();
  const known = new WeakSet<object>();
  const follow = () => {
    for (const { participantId, source, track } of call.tracks.get()) {
      if (known.has(track)) continue;
      known.add(track);
      const key = `${participantId} ${source}`;
      const into = received.get(key) ?? { packets: 0, bytes: 0, lost: 0, firstAt: 0 };
      received.set(key, into);
      count(track as unknown as WeriftTrack, into, packets);
    }
  };
  call.tracks.subscribe(follow);
  follow();
  return received;
}

function count(track: WeriftTrack, into: Received, packets: Listeners<[]>): void {
  let expected: number | null = null;
  track.onReceiveRtp.subscribe(({ header, payload }) => {
    if (into.packets++ === 0) into.firstAt = performance.now();
    into.bytes += payload.length;
    const ahead = expected === null ? 0 : (header.sequenceNumber - expected) & 0xffff;
    // A number from behind was counted as lost, and came after all.
    if (ahead < 0x8000) {
      into.lost += ahead;
      expected = (header.sequenceNumber + 1) & 0xffff;
    } else {
      into.lost--;
    }
    if (packets.size > 0) packets.tell();
  });
}

/** A microphone, a camera and a screen that are always there. */
function syntheticDevices(
  microphone: Rhythm | null,
  camera: Rhythm | null,
  screen: Rhythm | null,
  made: SyntheticTrack[],
): MediaPort {
  const make = (kind: 'audio' | 'video', rhythm: Rhythm | null, wanted: unknown) => {
    if (!wanted || !rhythm) return [];
    const track = new SyntheticTrack(kind, rhythm);
    made.push(track);
    return [track];
  };
  return {
    obstacle: null,
    async getUserMedia({ audio, video }) {
      const tracks = [...make('audio', microphone, audio), ...make('video', camera, video)];
      return streamOf(tracks);
    },
    getDisplayMedia: screen ? async () => streamOf(make('video', screen, true)) : null,
    enumerateDevices: async () => [],
    onDeviceChange: () => () => {},
    permission: async () => 'granted',
    meter: () => () => {},
  };
}

function streamOf(tracks: readonly SyntheticTrack[]): MediaStream {
  const of = (kind: string) => tracks.filter((track) => track.kind === kind);
  const stream = {
    getTracks: () => tracks,
    getAudioTracks: () => of('audio'),
    getVideoTracks: () => of('video'),
  };
  return stream as unknown as MediaStream;
}
