/** Devices in memory: what is plugged in, what the person allows, what was opened. */
import type { MediaPort } from '../call/media-port.ts';
import { createListeners } from '../state/listeners.ts';

/** A track that can be looked at and pulled out. */
export class FakeTrack extends EventTarget implements MediaStreamTrack {
  readonly kind: 'audio' | 'video';
  readonly id: string;
  readonly label: string;
  readonly deviceId: string;
  muted = false;
  contentHint = '';
  enabled = true;
  readyState: MediaStreamTrackState = 'live';
  onended = null;
  onmute = null;
  onunmute = null;

  constructor(kind: 'audio' | 'video', deviceId: string, label = deviceId) {
    super();
    this.kind = kind;
    this.deviceId = deviceId;
    this.label = label;
    this.id = `${deviceId}-${++FakeTrack.#count}`;
  }

  static #count = 0;

  /** What was asked of it last, as a camera that can do anything gives it. */
  #settings: MediaTrackSettings = {};

  stop(): void {
    this.readyState = 'ended';
  }

  /** Something else takes the device, or gives it back. */
  mute(muted: boolean): void {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }

  /** The device is pulled out, or the browser's own button ended it. */
  end(): void {
    if (this.readyState === 'ended') return;
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }

  clone(): MediaStreamTrack {
    return new FakeTrack(this.kind, this.deviceId, this.label);
  }

  getSettings(): MediaTrackSettings {
    return { deviceId: this.deviceId, ...this.#settings };
  }

  getCapabilities(): MediaTrackCapabilities {
    return {};
  }

  getConstraints(): MediaTrackConstraints {
    return {};
  }

  applyConstraints({ width, height, frameRate }: MediaTrackConstraints = {}): Promise<void> {
    this.#settings = Object.fromEntries(
      Object.entries({ width, height, frameRate }).flatMap(([name, wish]) =>
        typeof wish === 'object' && wish.ideal !== undefined ? [[name, wish.ideal]] : [],
      ),
    );
    return Promise.resolve();
  }
}

type InputKind = 'microphone' | 'camera';

export interface FakeMedia extends MediaPort {
  /** Every track that was ever handed out, in order. */
  readonly opened: readonly FakeTrack[];
  /** Every `getUserMedia`, as which kinds were asked for together. */
  readonly asked: readonly string[];
  /** Tracks that run, by which a light would be on. */
  live(kind?: 'audio' | 'video'): FakeTrack[];
  plug(kind: InputKind | 'speaker', id: string): void;
  /** The system's default is this one from now on; its entry is named `default`, as in Chromium. */
  makeDefault(kind: InputKind, label: string): void;
  /** Ends its tracks and takes it from the list. */
  unplug(id: string): void;
  /** What opening a kind throws from now on; null: nothing. */
  fail(kind: InputKind | 'screen', error: Error | null): void;
  decide(kind: InputKind, permission: PermissionState): void;
  /** While set, opening waits for it. */
  gate: Promise<unknown>;
  /** Sets what meters show. */
  loudness(level: number): void;
  readonly metered: readonly MediaStreamTrack[];
}

const kindNames = {
  microphone: 'audioinput',
  camera: 'videoinput',
  speaker: 'audiooutput',
} as const;

/** With one microphone, one camera and one speaker plugged in. */
export function createFakeMedia(): FakeMedia {
  const devices: { kind: keyof typeof kindNames; id: string; label?: string }[] = [
    { kind: 'microphone', id: 'mic-1' },
    { kind: 'camera', id: 'cam-1' },
    { kind: 'speaker', id: 'out-1' },
  ];
  const opened: FakeTrack[] = [];
  const asked: string[] = [];
  const failures = new Map<string, Error>();
  const permissions = new Map<InputKind, PermissionState>();
  const changes = createListeners<[]>();
  const meters = new Map<MediaStreamTrack, (level: number) => void>();

  const openOne = (kind: InputKind, wishes: boolean | MediaTrackConstraints): FakeTrack => {
    const failure = failures.get(kind);
    if (failure) throw failure;
    const wanted = typeof wishes === 'object' ? exactId(wishes) : null;
    const found = devices.find((d) => d.kind === kind && (wanted === null || d.id === wanted));
    if (!found) {
      throw new DOMException('', wanted === null ? 'NotFoundError' : 'OverconstrainedError');
    }
    const track = new FakeTrack(kind === 'microphone' ? 'audio' : 'video', found.id, found.label);
    if (typeof wishes === 'object') void track.applyConstraints(wishes);
    opened.push(track);
    return track;
  };

  const media: FakeMedia = {
    obstacle: null,
    opened,
    asked,
    gate: Promise.resolve(),
    get metered() {
      return [...meters.keys()];
    },
    live: (kind) =>
      opened.filter((track) => track.readyState === 'live' && (!kind || track.kind === kind)),
    async getUserMedia({ audio, video }) {
      asked.push([audio && 'microphone', video && 'camera'].filter(Boolean).join('+'));
      await media.gate;
      const tracks: FakeTrack[] = [];
      try {
        if (audio) tracks.push(openOne('microphone', audio));
        if (video) tracks.push(openOne('camera', video));
      } catch (error) {
        for (const track of tracks) track.stop();
        throw error;
      }
      return streamOf(tracks);
    },
    async getDisplayMedia({ audio }) {
      asked.push(audio ? 'screen+screenAudio' : 'screen');
      await media.gate;
      const failure = failures.get('screen');
      if (failure) throw failure;
      const tracks = [new FakeTrack('video', 'screen')];
      if (audio) tracks.push(new FakeTrack('audio', 'tab'));
      opened.push(...tracks);
      return streamOf(tracks);
    },
    enumerateDevices: async () =>
      devices.map(({ kind, id, label = id }) => ({
        deviceId: id,
        kind: kindNames[kind],
        label,
        groupId: '',
        toJSON: () => ({}),
      })),
    onDeviceChange: changes.add,
    permission: async (kind) => permissions.get(kind) ?? null,
    meter(track, tell) {
      meters.set(track, tell);
      return () => {
        meters.delete(track);
      };
    },
    plug(kind, id) {
      devices.push({ kind, id });
      changes.tell();
    },
    makeDefault(kind, label) {
      const at = devices.findIndex((device) => device.kind === kind && device.id === 'default');
      if (at >= 0) devices.splice(at, 1);
      devices.unshift({ kind, id: 'default', label });
      changes.tell();
    },
    unplug(id) {
      const at = devices.findIndex((device) => device.id === id);
      if (at >= 0) devices.splice(at, 1);
      for (const track of opened) if (track.deviceId === id) track.end();
      changes.tell();
    },
    fail(kind, error) {
      if (error) failures.set(kind, error);
      else failures.delete(kind);
    },
    decide: (kind, permission) => void permissions.set(kind, permission),
    loudness(level) {
      for (const tell of meters.values()) tell(level);
    },
  };
  return media;
}

function exactId({ deviceId }: MediaTrackConstraints): string | null {
  if (typeof deviceId !== 'object' || Array.isArray(deviceId)) return null;
  return typeof deviceId.exact === 'string' ? deviceId.exact : null;
}

/** The few parts of a stream that are asked for its tracks. */
function streamOf(tracks: readonly FakeTrack[]): MediaStream {
  const of = (kind: string) => tracks.filter((track) => track.kind === kind);
  const stream: Pick<MediaStream, 'getTracks' | 'getAudioTracks' | 'getVideoTracks'> = {
    getTracks: () => [...tracks],
    getAudioTracks: () => of('audio'),
    getVideoTracks: () => of('video'),
  };
  return stream as MediaStream;
}
