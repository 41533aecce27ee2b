import type { Settings } from '@converge/protocol/rest/admin';
import { useFieldWords } from '../../../i18n/use-field-words.ts';
import { useWords } from '../../../i18n/words.ts';
import { NumberField } from '../frame/number-field.tsx';
import { useLocked } from './locked.ts';
import { Part } from './part.tsx';
import type { SettingsForm } from './settings-page.tsx';

/** How large files may be, alone and together. */
export function FilesPart({
  form: { values, faults, set },
  settings,
}: {
  form: SettingsForm;
  settings: Settings;
}) {
  const t = useWords('adminSettings');
  const fieldWords = useFieldWords();
  const { isLocked, lockedHint } = useLocked(settings);
  return (
    <Part title={t('files')}>
      {(['fileMaxMb', 'roomQuotaMb'] as const).map((name) => (
        <NumberField
          key={name}
          label={t(name)}
          hint={lockedHint(name) ?? t(`${name}.hint`)}
          error={fieldWords(faults[name])}
          unit={t('mebibytes')}
          locked={isLocked(name)}
          value={values[name]}
          onChange={(value) => set(name, value)}
        />
      ))}
      <NumberField
        label={t('handInShare')}
        hint={t('handInShare.hint')}
        error={fieldWords(faults.handInShare)}
        unit="%"
        value={values.handInShare}
        onChange={(value) => set('handInShare', value)}
      />
    </Part>
  );
}
