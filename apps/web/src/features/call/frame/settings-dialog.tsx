import type { IceKind } from '@converge/protocol/rest/ice';
import { callLog, saveCallLog } from '../../../data/call-log.ts';
import { savingData, setSavingData } from '../../../data/data-saver.ts';
import { useValue } from '../../../data/use-value.ts';
import { Button } from '../../../design/button.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { Switch } from '../../../design/switch.tsx';
import { useWords } from '../../../i18n/words.ts';
import { AddressSwitch } from '../devices/address-switch.tsx';
import { DeviceSettings, type DeviceSettingsMedia } from '../devices/device-settings.tsx';
import { RelaySwitch } from '../devices/relay-switch.tsx';
import { setSound, soundSettings } from '../sound/settings.ts';
import { sounds } from '../sound/synth.ts';
import { SeenSettings } from '../transparency/seen-by-lead.tsx';

/** Devices, the connection, sounds, and the log for who helps, during the call. */
export default function SettingsDialog({
  media,
  ice,
  onClose,
}: {
  media: DeviceSettingsMedia;
  ice: IceKind;
  onClose(): void;
}) {
  const t = useWords('call');
  const common = useWords('common');
  const on = useValue(soundSettings);
  const logging = useValue(callLog.on);
  const saving = useValue(savingData);
  return (
    <Dialog open onClose={onClose} title={t('settings.title')} closeLabel={common('close')}>
      <DeviceSettings media={media} />
      <RelaySwitch ice={ice} />
      <AddressSwitch />
      <section className="mt-6 border-t border-line pt-4">
        <h3 className="text-14">{t('saver.title')}</h3>
        <Switch
          label={t('saver.label')}
          hint={t('saver.hint')}
          checked={saving}
          onChange={setSavingData}
        />
      </section>
      <section className="mt-6 border-t border-line pt-4">
        <h3 className="text-14">{t('sounds.title')}</h3>
        <p className="text-13 text-muted">{t('sounds.hint')}</p>
        {sounds.map((sound) => (
          <Switch
            key={sound}
            label={t(`sounds.${sound}`)}
            checked={on[sound]}
            onChange={(next) => setSound(sound, next)}
          />
        ))}
      </section>
      <SeenSettings />
      <section className="mt-4 border-t border-line pt-4">
        <h3 className="text-14">{t('log.title')}</h3>
        <p className="text-13 text-muted">{t('log.hint')}</p>
        <Switch
          label={t('log.switch')}
          checked={logging}
          onChange={(next) => callLog.switch(next)}
        />
        {logging && (
          <Button size="small" className="mt-1" onClick={saveCallLog}>
            {t('log.save')}
          </Button>
        )}
      </section>
    </Dialog>
  );
}
