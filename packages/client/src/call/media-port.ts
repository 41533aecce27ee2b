/** What the engine needs of the browser's devices, and what tests and bots stand in for. */
import { measureLoudness } from './meter.ts';

export interface MediaPort {
  /** Why no device can be used on this page at all; null where they can. */
  readonly obstacle: 'insecure-context' | 'unsupported' | null;
  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream>;
  /** null where the browser can't show screens (phones, mostly). */
  readonly getDisplayMedia: ((options: DisplayMediaStreamOptions) => Promise<MediaStream>) | null;
  enumerateDevices(): Promise<readonly MediaDeviceInfo[]>;
  onDeviceChange(listener: () => void): () => void;
  /** What the person has decided for this site; null where the browser doesn't tell. */
  permission(kind: 'microphone' | 'camera'): Promise<PermissionState | null>;
  /** Tells the loudness of a track, 0 to 1, some twenty times a second until stopped. */
  meter(track: MediaStreamTrack, tell: (level: number) => void): () => void;
}

export function browserMedia(): MediaPort {
  const devices: MediaDevices | undefined = globalThis.navigator?.mediaDevices;
  if (!devices?.getUserMedia) return withoutMedia();
  return {
    obstacle: null,
    getUserMedia: (constraints) => devices.getUserMedia(constraints),
    getDisplayMedia:
      typeof devices.getDisplayMedia === 'function'
        ? (options) => devices.getDisplayMedia(options)
        : null,
    enumerateDevices: () => devices.enumerateDevices(),
    onDeviceChange(listener) {
      devices.addEventListener('devicechange', listener);
      return () => devices.removeEventListener('devicechange', listener);
    },
    async permission(kind) {
      try {
        return (await navigator.permissions.query({ name: kind })).state;
      } catch {
        // Some browsers don't know these names; asking for the device then tells.
        return null;
      }
    },
    meter: measureLoudness,
  };
}

/** Browsers hide `mediaDevices` from pages that came by plain http from another machine. */
function withoutMedia(): MediaPort {
  const obstacle = globalThis.isSecureContext === false ? 'insecure-context' : 'unsupported';
  const refuse = () => Promise.reject(new DOMException(obstacle, 'NotSupportedError'));
  return {
    obstacle,
    getUserMedia: refuse,
    getDisplayMedia: null,
    enumerateDevices: () => Promise.resolve([]),
    onDeviceChange: () => () => {},
    permission: () => Promise.resolve(null),
    meter: () => () => {},
  };
}
