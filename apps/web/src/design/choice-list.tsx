import { type ReactNode, useId } from 'react';
import { cx } from './cx.ts';

export interface ExplainedChoice<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly hint: string;
  readonly icon?: ReactNode;
}

/** One of a few, each with a line that says what it means. */
export function ChoiceList<V extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  label: string;
  value: V;
  choices: readonly ExplainedChoice<V>[];
  onChange(value: V): void;
}) {
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-14 font-semibold text-strong">{label}</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className={cx(
            'flex cursor-pointer items-start gap-3 rounded-control border border-line px-3 py-2.5 transition-colors hover:bg-surface-2',
            'has-checked:border-accent has-checked:bg-accent-soft',
            'has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-focus',
          )}
        >
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
            className="mt-1 size-4 shrink-0"
          />
          <span className="min-w-0 grow">
            <span className="block font-semibold text-strong">{choice.label}</span>
            <span className="block text-13 text-muted">{choice.hint}</span>
          </span>
          {choice.icon && (
            <span aria-hidden="true" className="mt-0.5 shrink-0 text-muted">
              {choice.icon}
            </span>
          )}
        </label>
      ))}
    </fieldset>
  );
}
