import type { DeviceKind, DeviceProblem, LocalMedia } from '@converge/client/call/types';
import type { RoomId } from '@converge/protocol/ids';
import type { IceKind } from '@converge/protocol/rest/ice';
import { ChevronDown, Settings2 } from 'lucide-react';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { useValue } from '../../data/use-value.ts';
import { Button } from '../../design/button.tsx';
import { cx } from '../../design/cx.ts';
import { useWords } from '../../i18n/words.ts';
import { AddressSwitch } from '../call/devices/address-switch.tsx';
import { DeviceSettings } from '../call/devices/device-settings.tsx';
import { ProblemNotice } from '../call/devices/problem-notice.tsx';
import { type Faulty, faultsOf } from '../call/devices/problems.ts';
import { RelaySwitch } from '../call/devices/relay-switch.tsx';
import { checkPath } from '../check/check-path.ts';

/** Their words say what one can do without the device. */
const saysItself: ReadonlySet<DeviceProblem> = new Set(['insecure-context', 'unsupported']);

/** Under the picture: what keeps a device from working, and which devices there are. */
export function Devices({
  local,
  may,
  ice,
  room,
}: {
  local: LocalMedia;
  ice: IceKind;
  room: RoomId;
  may: { readonly speak: boolean; readonly camera: boolean };
}) {
  const t = useWords('join');
  const devices = useWords('devices');
  const faults = faultsOf(useValue(local.microphone), useValue(local.camera));
  const [open, setOpen] = useState(false);
  const id = useId();
  const kinds: DeviceKind[] = [
    ...(may.speak ? (['microphone'] as const) : []),
    ...(may.camera ? (['camera'] as const) : []),
    'speaker',
  ];
  const retry = (what: Faulty) => {
    if (what !== 'camera') local.setMicrophone(true);
    if (what !== 'microphone') local.setCamera(true);
  };
  return (
    <div className="flex flex-col gap-3">
      <div aria-live="polite" className="flex flex-col gap-3 empty:hidden">
        {faults.map((fault) => (
          <ProblemNotice key={fault.what} fault={fault} onRetry={() => retry(fault.what)} />
        ))}
        {faults.some(({ problem }) => !saysItself.has(problem)) && (
          <p className="text-13 text-muted">{t('without')}</p>
        )}
        {faults.length > 0 && (
          <Link to={checkPath(room)} className="self-start text-13 text-accent-text underline">
            {devices('check')}
          </Link>
        )}
      </div>
      <Button
        look="quiet"
        className="self-start"
        aria-expanded={open}
        aria-controls={id}
        icon={<Settings2 aria-hidden="true" className="size-4" />}
        onClick={() => setOpen(!open)}
      >
        {t('settings')}
        <ChevronDown
          aria-hidden="true"
          className={cx('size-4 transition-transform', open && 'rotate-180')}
        />
      </Button>
      <section
        id={id}
        aria-label={t('settings.title')}
        hidden={!open}
        className="rounded-card border border-line bg-surface-1 p-5"
      >
        {open && (
          <>
            <DeviceSettings media={local} kinds={kinds} />
            <RelaySwitch ice={ice} />
            <AddressSwitch />
          </>
        )}
      </section>
    </div>
  );
}
