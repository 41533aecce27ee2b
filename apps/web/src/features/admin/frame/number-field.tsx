import type { ReactNode } from 'react';
import { Field } from '../../../design/field.tsx';
import { TextInput } from '../../../design/text-input.tsx';

/** A whole number that is typed; what isn't one is kept as it was typed, for the server's word about it. */
export function NumberField({
  label,
  hint,
  error,
  unit,
  value,
  locked = false,
  onChange,
}: {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  unit: string;
  value: string;
  locked?: boolean;
  onChange(value: string): void;
}) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <span className="flex items-center gap-2">
          <TextInput
            {...control}
            inputMode="numeric"
            autoComplete="off"
            disabled={locked}
            value={value}
            className="max-w-36"
            onChange={(event) => onChange(event.target.value)}
          />
          <span className="text-muted">{unit}</span>
        </span>
      )}
    </Field>
  );
}

/** What was typed as a whole number; NaN where it is none, which every schema refuses. */
export const wholeNumber = (text: string): number =>
  /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
