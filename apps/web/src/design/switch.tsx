import { type ReactNode, useId } from 'react';
import { cx } from './cx.ts';

/** On or off, at once and without a Save. The whole line is the target. */
export function Switch({
  label,
  hint,
  checked,
  disabled = false,
  onChange,
  className,
}: {
  label: string;
  hint?: ReactNode;
  checked: boolean;
  disabled?: boolean;
  onChange(checked: boolean): void;
  className?: string;
}) {
  const id = useId();
  return (
    <div className={cx('relative flex min-h-(--size-control) items-center gap-4', className)}>
      <label htmlFor={id} className="grow cursor-pointer text-14 text-strong">
        {label}
        {hint && <span className="block text-13 text-muted">{hint}</span>}
      </label>
      <span className="relative inline-flex h-6 w-10 shrink-0">
        <input
          id={id}
          type="checkbox"
          role="switch"
          checked={checked}
          aria-checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
          className={cx(
            'peer absolute inset-0 size-full cursor-pointer appearance-none rounded-full border',
            'border-line-control bg-surface-2 transition-colors checked:border-transparent checked:bg-accent',
            'disabled:cursor-default disabled:opacity-55 forced-colors:appearance-auto',
          )}
        />
        <span
          aria-hidden="true"
          className={cx(
            'pointer-events-none absolute top-1 left-1 size-4 rounded-full bg-line-control transition-transform',
            'peer-checked:translate-x-4 peer-checked:bg-on-accent forced-colors:hidden',
          )}
        />
      </span>
    </div>
  );
}
