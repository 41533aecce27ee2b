import { limits } from '@converge/protocol/limits';
import type { Settings } from '@converge/protocol/rest/admin';
import { Field } from '../../../design/field.tsx';
import { TextInput } from '../../../design/text-input.tsx';
import { useFieldWords } from '../../../i18n/use-field-words.ts';
import { useWords } from '../../../i18n/words.ts';
import { useLocked } from './locked.ts';
import type { SettingsForm } from './settings-page.tsx';

/** What the space is called. */
export function NameField({
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
    <Field
      label={t('name')}
      hint={lockedHint('name') ?? t('name.hint')}
      error={fieldWords(faults.name, limits.roomName)}
    >
      {(control) => (
        <TextInput
          {...control}
          autoComplete="off"
          disabled={isLocked('name')}
          value={values.name}
          onChange={(event) => set('name', event.target.value)}
        />
      )}
    </Field>
  );
}
