import type { PersonId } from '@converge/protocol/ids';
import { useHosts } from '../../../data/people.ts';
import { Field } from '../../../design/field.tsx';
import { Select } from '../../../design/select.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';

/** Somebody who may have rooms. */
export function HostChoice({
  except,
  value,
  onChange,
}: {
  except: PersonId;
  value: PersonId | null;
  onChange(value: PersonId | null): void;
}) {
  const t = useWords('admin');
  const { compare } = useFormat();
  const hosts = (useHosts().data ?? [])
    .filter(({ id }) => id !== except)
    .sort((a, b) => compare(a.name, b.name));
  return (
    <Field label={t('host.label')} hint={t('host.hint')}>
      {(control) => (
        <Select
          {...control}
          value={value ?? ''}
          choices={[
            { value: '', label: t('host.none') },
            ...hosts.map(({ id, name, email }) => ({ value: id, label: `${name} · ${email}` })),
          ]}
          onChange={(next) => onChange(hosts.find(({ id }) => id === next)?.id ?? null)}
        />
      )}
    </Field>
  );
}
