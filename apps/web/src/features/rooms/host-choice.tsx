import type { PersonId } from '@converge/protocol/ids';
import type { ManagedPerson } from '@converge/protocol/rest/people';
import { Search } from 'lucide-react';
import { useDeferredValue, useId, useState } from 'react';
import { useHosts } from '../../data/people.ts';
import { Field } from '../../design/field.tsx';
import { TextInput } from '../../design/text-input.tsx';
import { useWords } from '../../i18n/words.ts';

/** Somebody who may have rooms, found by name or address among however many there are. */
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
  const [query, setQuery] = useState('');
  const hosts = useHosts(useDeferredValue(query.trim()));
  const [chosen, setChosen] = useState<ManagedPerson | null>(null);
  const name = useId();
  const found = (hosts.data?.people ?? []).filter(({ id }) => id !== except);
  // Whoever is chosen stays in sight, also when one goes on searching.
  const kept = chosen && value === chosen.id && !found.some(({ id }) => id === chosen.id);
  const shown = kept ? [chosen, ...found] : found;
  const beyond = (hosts.data?.total ?? 0) - (hosts.data?.people.length ?? 0);
  return (
    <div className="flex flex-col gap-2">
      <Field label={t('host.search')} hint={t('host.hint')}>
        {(control) => (
          <TextInput
            {...control}
            type="search"
            maxLength={100}
            autoComplete="off"
            value={query}
            icon={<Search aria-hidden="true" className="size-4" />}
            onChange={(event) => setQuery(event.target.value)}
          />
        )}
      </Field>
      <fieldset className="max-h-64 min-h-24 overflow-y-auto rounded-control border border-line">
        <legend className="sr-only">{t('host.label')}</legend>
        {shown.map((person) => (
          <label
            key={person.id}
            className="flex min-h-(--size-control) cursor-pointer items-center gap-3 px-3 py-1.5 hover:bg-surface-2 has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={name}
              checked={person.id === value}
              onChange={() => {
                setChosen(person);
                onChange(person.id);
              }}
              className="size-4 shrink-0"
            />
            <span className="min-w-0">
              <span className="block text-strong wrap-anywhere">{person.name}</span>
              <span className="block text-13 text-muted wrap-anywhere">{person.email}</span>
            </span>
          </label>
        ))}
        <p role="status" className="px-3 py-2 text-13 text-muted empty:hidden">
          {hosts.data && shown.length === 0 && t('host.nobody')}
          {beyond > 0 && t('host.more', { count: beyond })}
        </p>
      </fieldset>
    </div>
  );
}
