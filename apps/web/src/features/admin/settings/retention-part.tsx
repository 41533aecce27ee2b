import type { Retention } from '@converge/protocol/rest/admin';
import { Field } from '../../../design/field.tsx';
import { Select } from '../../../design/select.tsx';
import { useWords } from '../../../i18n/words.ts';
import { Part } from './part.tsx';
import type { SettingsForm } from './settings-page.tsx';

const kinds = ['calls', 'files', 'log', 'guests'] as const satisfies readonly (keyof Retention)[];
const days = ['never', '30', '90', '180', '365'] as const;

/** How long what was is kept. */
export function RetentionPart({ form: { values, set } }: { form: SettingsForm }) {
  const t = useWords('adminSettings');
  return (
    <Part title={t('retention')}>
      {kinds.map((kind) => {
        const kept = values.retention[kind];
        const value = kept === null ? 'never' : String(kept);
        return (
          <Field key={kind} label={t(`retention.${kind}`)} hint={t(`retention.${kind}.hint`)}>
            {(control) => (
              <Select
                {...control}
                value={value}
                choices={[...new Set([...days, value])].map((each) => ({
                  value: each,
                  label:
                    each === 'never'
                      ? t('retention.never')
                      : t('retention.days', { count: Number(each) }),
                }))}
                onChange={(each) =>
                  set('retention', {
                    ...values.retention,
                    [kind]: each === 'never' ? null : Number(each),
                  })
                }
              />
            )}
          </Field>
        );
      })}
    </Part>
  );
}
