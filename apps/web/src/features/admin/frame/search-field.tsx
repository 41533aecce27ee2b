import { Search } from 'lucide-react';
import { Field } from '../../../design/field.tsx';
import { TextInput } from '../../../design/text-input.tsx';

/** What a list is searched by, above it. */
export function SearchField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange(value: string): void;
}) {
  return (
    <Field label={label} hideLabel className="min-w-52 grow sm:max-w-sm">
      {(control) => (
        <TextInput
          {...control}
          type="search"
          maxLength={100}
          value={value}
          placeholder={label}
          icon={<Search aria-hidden="true" className="size-4" />}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
