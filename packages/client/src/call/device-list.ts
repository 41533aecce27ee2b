/** Which devices there are, and which of them the person has chosen, remembered. */
import { createListeners } from '../state/listeners.ts';
import type { Scope } from '../state/scope.ts';
import type { Storage } from '../state/storage.ts';
import { createValue, type Value } from '../state/value.ts';
import type { MediaPort } from './media-port.ts';
import type { DeviceInfo, DeviceKind, DeviceList } from './types.ts';

export interface Devices {
  readonly list: Value<DeviceList>;
  readonly chosen: Value<Readonly<Record<DeviceKind, string | null>>>;
  choose(kind: DeviceKind, deviceId: string | null): void;
  /** Something was plugged in or pulled out, or the default is another; the list is new already. */
  readonly changed: (listener: () => void) => () => void;
  /** Looks again; labels appear only after the person has allowed a device. */
  refresh(): Promise<void>;
}

const KEY = 'converge.device.';

export function createDevices(port: MediaPort, storage: Storage, scope: Scope): Devices {
  const list = createValue<DeviceList>({ microphone: [], camera: [], speaker: [] });
  const chosen = createValue<Readonly<Record<DeviceKind, string | null>>>({
    microphone: storage.get(`${KEY}microphone`),
    camera: storage.get(`${KEY}camera`),
    speaker: storage.get(`${KEY}speaker`),
  });
  const refresh = async () => {
    const found = await port.enumerateDevices();
    if (scope.closed) return;
    list.set({
      microphone: ofKind(found, 'audioinput'),
      camera: ofKind(found, 'videoinput'),
      speaker: ofKind(found, 'audiooutput'),
    });
  };
  const changes = createListeners<[]>();
  scope.onClose(
    port.onDeviceChange(() => {
      void refresh().then(() => {
        if (!scope.closed) changes.tell();
      });
    }),
  );
  void refresh();
  return {
    list,
    chosen,
    changed: changes.add,
    choose(kind, deviceId) {
      if (deviceId === null) storage.remove(KEY + kind);
      else storage.set(KEY + kind, deviceId);
      chosen.update((now) => ({ ...now, [kind]: deviceId }));
    },
    refresh,
  };
}

/** Before the person has allowed anything, browsers list one nameless device of each kind. */
function ofKind(found: readonly MediaDeviceInfo[], kind: MediaDeviceKind): DeviceInfo[] {
  return found
    .filter((device) => device.kind === kind && device.deviceId !== '')
    .map((device) => ({ id: device.deviceId, label: device.label }));
}
