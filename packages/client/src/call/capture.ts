/**
 * Opens microphones and cameras. Both asked for in the same turn are asked for
 * together, so that the browser asks the person once; what can't be had as
 * wished is tried with fewer wishes.
 */
import { fullSize } from './adapt/machine.ts';
import type { MediaPort } from './media-port.ts';
import type { CameraSize } from './types.ts';

export type CaptureKind = 'microphone' | 'camera';

export interface Capture {
  /** A running track of the device, or of any other where that one isn't there. */
  open(kind: CaptureKind, deviceId: string | null): Promise<MediaStreamTrack>;
}

interface Wish {
  readonly kind: CaptureKind;
  readonly deviceId: string | null;
  readonly resolve: (track: MediaStreamTrack) => void;
  readonly reject: (error: unknown) => void;
}

/** `size`: how large a picture is taken of a camera that is opened now. */
export function createCapture(port: MediaPort, size = () => fullSize): Capture {
  let wishes: Wish[] = [];
  return {
    open: (kind, deviceId) =>
      new Promise((resolve, reject) => {
        wishes.push({ kind, deviceId, resolve, reject });
        if (wishes.length === 1) queueMicrotask(grantAll);
      }),
  };

  function grantAll(): void {
    const batch = wishes;
    wishes = [];
    const first = (kind: CaptureKind) => batch.find((wish) => wish.kind === kind);
    const [microphone, camera] = [first('microphone'), first('camera')];
    if (microphone && camera) void grantBoth(microphone, camera);
    for (const wish of batch) {
      if (microphone && camera && (wish === microphone || wish === camera)) continue;
      void grant(wish);
    }
  }

  async function grantBoth(microphone: Wish, camera: Wish): Promise<void> {
    try {
      const stream = await port.getUserMedia({
        audio: microphoneWishes(microphone.deviceId),
        video: cameraWishes(camera.deviceId, size()),
      });
      const [audio, video] = [stream.getAudioTracks()[0], stream.getVideoTracks()[0]];
      if (!audio || !video) throw new DOMException('a track is missing', 'NotFoundError');
      microphone.resolve(audio);
      camera.resolve(video);
    } catch (error) {
      // One of the two failed; which one, the browser doesn't say.
      const denied = error instanceof Error && error.name === 'NotAllowedError';
      if (denied && !(await decidedApart())) {
        microphone.reject(error);
        camera.reject(error);
        return;
      }
      await Promise.all([grant(microphone), grant(camera)]);
    }
  }

  /** Whether only one of the two is forbidden; else asking again would only nag. */
  async function decidedApart(): Promise<boolean> {
    const [microphone, camera] = await Promise.all([
      port.permission('microphone'),
      port.permission('camera'),
    ]);
    return (microphone === 'denied') !== (camera === 'denied');
  }

  async function grant({ kind, deviceId, resolve, reject }: Wish): Promise<void> {
    const wishes = (id: string | null) =>
      kind === 'microphone' ? microphoneWishes(id) : cameraWishes(id, size());
    const attempts: (MediaTrackConstraints | true)[] = [wishes(deviceId)];
    if (deviceId !== null) attempts.push(wishes(null));
    attempts.push(true);
    let failure: unknown = null;
    for (const constraints of attempts) {
      try {
        const stream = await port.getUserMedia(
          kind === 'microphone' ? { audio: constraints } : { video: constraints },
        );
        const [track] = stream.getTracks();
        if (track) {
          resolve(track);
          return;
        }
      } catch (error) {
        failure ??= error;
        // Fewer wishes help where a wish can't be met, and with nothing else.
        if (!isUnmet(error)) break;
      }
    }
    reject(failure);
  }
}

const isUnmet = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'OverconstrainedError' || error.name === 'NotFoundError');

const microphoneWishes = (deviceId: string | null): MediaTrackConstraints => ({
  ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  channelCount: 1,
});

const cameraWishes = (deviceId: string | null, size: CameraSize): MediaTrackConstraints => ({
  ...(deviceId === null ? { facingMode: 'user' } : { deviceId: { exact: deviceId } }),
  ...sizeWishes(size),
});

/** For `getUserMedia` and for a track that runs already. */
export const sizeWishes = ({
  width,
  height,
  framesPerSecond,
}: CameraSize): MediaTrackConstraints => ({
  width: { ideal: width },
  height: { ideal: height },
  frameRate: { ideal: framesPerSecond, max: framesPerSecond },
});
