import { Preset, RoomAccess } from '@converge/protocol/permissions';
import type { RoomDefaults } from '@converge/protocol/rest/room-defaults';
import { useState } from 'react';
import { Field } from '../../../design/field.tsx';
import { Segmented } from '../../../design/segmented.tsx';
import { Select } from '../../../design/select.tsx';
import { useWords } from '../../../i18n/words.ts';
import { PolicyFields } from '../../rooms/policy-fields.tsx';
import { Part } from './part.tsx';
import type { SettingsForm } from './settings-page.tsx';

const doors = ['open', 'lobby'] as const satisfies readonly RoomDefaults['door'][];
const line = 'sm:grid sm:grid-cols-[minmax(0,1fr)_12rem] sm:items-center';

/** What new rooms of each kind begin with. */
export function DefaultsPart({ form: { values, set } }: { form: SettingsForm }) {
  const t = useWords('adminSettings');
  const common = useWords('common');
  const dialogs = useWords('roomDialogs');
  const [preset, setPreset] = useState<Preset>('meeting');
  const chosen = values.defaults[preset];
  const change = (what: Partial<RoomDefaults>) =>
    set('defaults', { ...values.defaults, [preset]: { ...chosen, ...what } });
  return (
    <Part title={t('rooms')}>
      <p className="-mt-2 text-13 text-muted">{t('rooms.help')}</p>
      <Segmented
        label={t('rooms.kind')}
        value={preset}
        segments={Preset.options.map((value) => ({ value, label: common(`preset.${value}`) }))}
        onChange={(value: Preset) => setPreset(value)}
        className="self-start"
      />
      <div className="flex flex-col gap-2">
        <Field label={t('access')} className={line}>
          {(control) => (
            <Select
              {...control}
              value={chosen.access}
              choices={RoomAccess.options.map((value) => ({
                value,
                label: common(`access.${value}`),
              }))}
              onChange={(access: RoomAccess) => change({ access })}
            />
          )}
        </Field>
        <Field label={dialogs('door')} className={line}>
          {(control) => (
            <Select
              {...control}
              value={chosen.door}
              choices={doors.map((value) => ({ value, label: dialogs(`door.${value}`) }))}
              onChange={(door: RoomDefaults['door']) => change({ door })}
            />
          )}
        </Field>
        <PolicyFields
          policy={chosen.policy}
          onChange={(capability, allowance) =>
            change({ policy: { ...chosen.policy, [capability]: allowance } })
          }
        />
      </div>
    </Part>
  );
}
