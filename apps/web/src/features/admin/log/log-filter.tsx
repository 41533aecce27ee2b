import { LogAct, logActs } from '@converge/protocol/rest/log';
import { Field } from '../../../design/field.tsx';
import { Select } from '../../../design/select.tsx';
import { TextInput } from '../../../design/text-input.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import type { Asked } from './search.ts';

/** By person, act, room and time; what is left empty chooses nothing. */
export function LogFilter({ asked, onChange }: { asked: Asked; onChange(asked: Asked): void }) {
  const t = useWords('adminLog');
  const { compare } = useFormat();
  const set = (what: Partial<Asked>) => onChange({ ...asked, ...what });
  const acts = logActs
    .map((value) => ({ value, label: t(`kind.${value}`) }))
    .sort((a, b) => compare(a.label, b.label));
  return (
    <search className="grid grid-cols-2 gap-x-3 gap-y-2 lg:grid-cols-[1fr_1fr_1fr_9.5rem_9.5rem]">
      {(['person', 'room'] as const).map((name) => (
        <Field key={name} label={t(`by.${name}`)}>
          {(control) => (
            <TextInput
              {...control}
              type="search"
              maxLength={100}
              value={asked[name]}
              onChange={(event) => set({ [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <Field label={t('by.act')} className="max-lg:col-span-2">
        {(control) => (
          <Select
            {...control}
            value={asked.act}
            choices={[{ value: '', label: t('by.act.all') }, ...acts]}
            onChange={(value) => set({ act: value === '' ? '' : LogAct.parse(value) })}
          />
        )}
      </Field>
      {(['from', 'to'] as const).map((name) => (
        <Field key={name} label={t(`by.${name}`)}>
          {(control) => (
            <TextInput
              {...control}
              type="date"
              value={asked[name]}
              onChange={(event) => set({ [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </search>
  );
}
