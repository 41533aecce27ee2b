import { ChevronDown } from 'lucide-react';
import type { ReactNode, SelectHTMLAttributes } from 'react';
import { cx } from './cx.ts';
import { inputClass } from './text-input.tsx';

export interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
}

type Native = Omit<SelectHTMLAttributes<HTMLSelectElement>, 'value' | 'onChange'>;

export interface SelectProps<V extends string> extends Native {
  value: V;
  choices: readonly Choice<V>[];
  onChange(value: V): void;
  icon?: ReactNode;
}

/**
 * One of a few. The platform's own list: it scrolls, filters by typing and fits
 * a phone's wheel without a byte of ours.
 */
export function Select<V extends string>({
  value,
  choices,
  onChange,
  icon,
  className,
  ...rest
}: SelectProps<V>) {
  return (
    <div className={cx('relative', className)}>
      {icon && (
        <span className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-muted">
          {icon}
        </span>
      )}
      <select
        {...rest}
        value={value}
        onChange={(event) => {
          const choice = choices.find((one) => one.value === event.target.value);
          if (choice) onChange(choice.value);
        }}
        className={cx(inputClass, 'appearance-none truncate pr-9', icon ? 'pl-9' : '')}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} className="bg-surface-1 text-strong">
            {choice.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted"
      />
    </div>
  );
}
