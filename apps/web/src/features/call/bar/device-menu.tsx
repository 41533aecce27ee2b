import type { DeviceInfo, DeviceKind, DeviceList } from '@converge/client/call/types';
import { ChevronUp } from 'lucide-react';
import { cx } from '../../../design/cx.ts';
import { Menu, type MenuEntry } from '../../../design/menu.tsx';
import { useWords } from '../../../i18n/words.ts';

export interface DeviceChoices {
  readonly devices: DeviceList;
  readonly inUse: Readonly<Record<DeviceKind, string | null>>;
  choose(kind: DeviceKind, deviceId: string | null): void;
  /** The rest: levels, test of the speaker. */
  openSettings(): void;
}

/** The small button beside a switch that changes which device it switches. */
export function DeviceMenu({
  kinds,
  label,
  choices,
  tone,
}: {
  kinds: readonly DeviceKind[];
  label: string;
  choices: DeviceChoices;
  tone: 'plain' | 'off';
}) {
  const t = useWords('call');
  const groups = kinds.map((kind) =>
    choices.devices[kind].map(
      (device, nr): MenuEntry => ({
        id: `${kind}:${device.id}`,
        label: deviceName(device, t('devices.unnamed', { nr: nr + 1 })),
        checked: choices.inUse[kind] === device.id,
        onSelect: () => choices.choose(kind, device.id),
      }),
    ),
  );
  groups.push([{ id: 'settings', label: t('devices.settings'), onSelect: choices.openSettings }]);
  // Some browsers tell no speakers; between nothing and the next there is no line.
  const entries = groups
    .filter((group) => group.length > 0)
    .flatMap((group, i): MenuEntry[] =>
      i > 0 ? [{ id: `line-${i}`, separator: true }, ...group] : group,
    );
  return (
    <Menu
      label={label}
      entries={entries}
      trigger={(props) => (
        <button
          {...props}
          type="button"
          aria-label={label}
          className={cx(
            'inline-flex h-11 w-7 items-center justify-center rounded-r-full border border-l-0 pr-1 transition-colors',
            tone === 'off'
              ? 'border-danger-text/40 bg-danger-soft text-danger-text hover:bg-surface-3'
              : 'border-transparent bg-surface-2 text-muted hover:bg-surface-3 hover:text-strong',
          )}
        >
          <ChevronUp aria-hidden="true" className="size-4" />
        </button>
      )}
    />
  );
}

/** Browsers hide the names until a device of the kind was allowed. */
export const deviceName = (device: DeviceInfo, fallback: string): string =>
  device.label === '' ? fallback : device.label;
