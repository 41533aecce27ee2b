/**
 * The person's own microphone, camera, screen and choice of devices. It is the
 * preview before a call and the source of what the call sends: entering opens
 * nothing anew. Loads nothing of WebRTC, so the join page can have it at once.
 */
import { browserWakeups, type Wakeups } from '../realtime/wakeups.ts';
import { type Clock, systemClock } from '../state/clock.ts';
import { createEmitter } from '../state/emitter.ts';
import { type Log, silentLog } from '../state/log.ts';
import { createScope } from '../state/scope.ts';
import { memoryStorage, type Storage } from '../state/storage.ts';
import { derive } from '../state/value.ts';
import { fullSize } from './adapt/machine.ts';
import { type CaptureKind, createCapture, sizeWishes } from './capture.ts';
import { followOf, inUseOf, speakerNewsOf } from './device-follow.ts';
import { createDevices } from './device-list.ts';
import { createLocalScreen } from './local-screen.ts';
import { createLocalDevice, type LocalDevice } from './local-source.ts';
import { browserMedia, type MediaPort } from './media-port.ts';
import { createOwnLevel } from './own-level.ts';
import type {
  DeviceInfo,
  DeviceKind,
  DeviceList,
  LocalMedia,
  LocalMediaEvents,
  LocalSource,
} from './types.ts';

export interface LocalMediaOptions {
  readonly port?: MediaPort;
  /** Remembers the chosen devices; forgotten with the page by default. */
  readonly storage?: Storage;
  /** When what is open is to be doubted. */
  readonly wakeups?: Wakeups;
  readonly clock?: Clock;
  readonly log?: Log;
}

export function createLocalMedia(options: LocalMediaOptions = {}): LocalMedia {
  const { port = browserMedia(), storage = memoryStorage(), log = silentLog } = options;
  const { clock = systemClock, wakeups = browserWakeups } = options;
  const scope = createScope();
  const events = createEmitter<LocalMediaEvents>();
  const devices = createDevices(port, storage, scope);
  let size = fullSize;
  const capture = createCapture(port, () => size);
  const screen = createLocalScreen(port, scope, log);
  const wallScreen = createLocalScreen(port, scope, log, 'wall');

  const device = (kind: CaptureKind): LocalDevice =>
    createLocalDevice({
      kind,
      deviceId: devices.chosen.get()[kind],
      capture,
      obstacle: port.obstacle,
      scope,
      clock,
      log,
      onOpened: () => void devices.refresh(),
      onUnplugged: (track) => void tellFallBack(kind, track),
      onMoved: (track) => void tellMoved(kind, track),
    });
  const microphone = device('microphone');
  const camera = device('camera');
  const inputs = { microphone, camera };
  const lookAtAll = () => {
    for (const input of Object.values(inputs)) input.look();
  };
  scope.onClose(
    wakeups(() => {
      lookAtAll();
      void tryAgain();
    }),
  );
  scope.onClose(
    devices.changed(() => {
      lookAtAll();
      follow('microphone');
      follow('camera');
    }),
  );
  let speakers = devices.list.get().speaker;
  scope.onClose(
    devices.list.subscribe(() => {
      const before = speakers;
      speakers = devices.list.get().speaker;
      tellSpeaker(before, speakers);
    }),
  );

  return {
    microphone: microphone.state,
    camera: camera.state,
    screen: screen.video,
    screenAudio: screen.audio,
    wallScreen: wallScreen.video,
    devices: devices.list,
    chosen: devices.chosen,
    inUse: derive([microphone.state, camera.state, devices.list, devices.chosen], inUse, sameInUse),
    events,
    level: createOwnLevel(port, microphone.state),
    canShareScreen: port.getDisplayMedia !== null,
    setMicrophone: (on) => microphone.want(on ? 'on' : 'muted'),
    setCamera: (on) => camera.want(on ? 'on' : 'closed'),
    startScreen: screen.start,
    stopScreen: screen.stop,
    async limitCamera(next) {
      if (next === size) return;
      size = next;
      const state = camera.state.get();
      if (state.kind !== 'on') return;
      try {
        await state.track.applyConstraints(sizeWishes(next));
      } catch (error) {
        // The camera can't; the picture stays as it is, and the encoder copes as before.
        log.warn('the camera keeps its size', { error });
      }
    },
    startWallScreen: () => wallScreen.start(),
    stopWallScreen: wallScreen.stop,
    choose(kind, deviceId) {
      devices.choose(kind, deviceId);
      if (kind === 'microphone') microphone.use(deviceId);
      if (kind === 'camera') camera.use(deviceId);
    },
    close: scope.close,
  };

  function follow(kind: CaptureKind): void {
    const input = inputs[kind];
    const next = followOf({
      state: input.state.get(),
      using: input.using,
      chosen: devices.chosen.get()[kind],
      present: devices.list.get()[kind],
    });
    if (next.kind === 'use') input.follow(next.deviceId);
    if (next.kind === 'reopen') input.follow(null);
  }

  /** Nobody says that a device was let go, and of one that is there again not every browser does. */
  async function tryAgain(): Promise<void> {
    await devices.refresh();
    for (const kind of ['microphone', 'camera'] as const) {
      if (inputs[kind].state.get().kind === 'failed') follow(kind);
    }
  }

  async function tellFallBack(kind: CaptureKind, track: MediaStreamTrack | null): Promise<void> {
    await devices.refresh();
    events.emit('fellBack', kind, track && infoOf(kind, track));
  }

  async function tellMoved(kind: CaptureKind, track: MediaStreamTrack): Promise<void> {
    await devices.refresh();
    events.emit('moved', kind, infoOf(kind, track));
  }

  /** Only said: playback follows the list. */
  function tellSpeaker(before: readonly DeviceInfo[], present: readonly DeviceInfo[]): void {
    const news = speakerNewsOf(devices.chosen.get().speaker, before, present);
    if (news.kind === 'gone') events.emit('speakerGone');
    if (news.kind === 'back') events.emit('moved', 'speaker', news.speaker);
  }

  function infoOf(kind: CaptureKind, track: MediaStreamTrack): DeviceInfo {
    const id = track.getSettings().deviceId ?? '';
    const known = devices.list.get()[kind].find((info) => info.id === id);
    return known ?? { id, label: track.label };
  }
}

type InUse = Readonly<Record<DeviceKind, string | null>>;

const closed: LocalSource = { kind: 'off' };

const inUse = (
  microphone: LocalSource,
  camera: LocalSource,
  list: DeviceList,
  chosen: InUse,
): InUse => ({
  microphone: inUseOf(microphone, chosen.microphone, list.microphone),
  camera: inUseOf(camera, chosen.camera, list.camera),
  // What is heard has no device of its own; playback goes by the same rule.
  speaker: inUseOf(closed, chosen.speaker, list.speaker),
});

const sameInUse = (a: InUse, b: InUse): boolean =>
  a.microphone === b.microphone && a.camera === b.camera && a.speaker === b.speaker;
