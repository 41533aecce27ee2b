/** Whether whoever leads a room is told what one's devices call themselves, and what that is (SPEC MON-4). */
import type { LocalMedia, LocalSource } from '@converge/client/call/types';
import { browserStorage } from '@converge/client/state/storage';
import { createValue, derive, type Value } from '@converge/client/state/value';
import type { DeviceLabels } from '@converge/protocol/realtime/call';

const storage = browserStorage();
const storageKey = 'converge.tellDevices';

const telling = createValue(storage.get(storageKey) !== 'no');

/** Remembered on the device; acts in a running call at once. */
export const tellingDevices: Value<boolean> = telling;

export function setTellingDevices(on: boolean): void {
  telling.set(on);
  if (on) storage.remove(storageKey);
  else storage.set(storageKey, 'no');
}

/** The names of the devices in use; null where they aren't to be told. */
export const deviceNamesOf = (
  local: Pick<LocalMedia, 'microphone' | 'camera' | 'devices' | 'inUse'>,
): Value<DeviceLabels | null> =>
  derive(
    [local.microphone, local.camera, local.devices, local.inUse, telling],
    (microphone, camera, devices, inUse, told): DeviceLabels | null => {
      if (!told) return null;
      const speaker = devices.speaker.find(({ id }) => id === inUse.speaker);
      return {
        microphone: labelOf(microphone),
        camera: labelOf(camera),
        speaker: short(speaker?.label),
      };
    },
  );

const labelOf = (source: LocalSource): string | null =>
  source.kind === 'on' || source.kind === 'muted' ? short(source.track.label) : null;

/** What a browser doesn't name is as good as not told; what is longer than a name says no more. */
const short = (label: string | undefined): string | null => label?.slice(0, 200) || null;
