import type { InputHTMLAttributes, ReactNode, Ref } from 'react';
import { cx } from './cx.ts';

/** The frame of everything one types or picks in. */
export const inputClass = cx(
  'w-full min-h-(--size-control) rounded-control border border-line-control bg-surface-1 px-3 text-14',
  'text-strong transition-colors hover:border-muted',
  'aria-invalid:border-danger aria-invalid:outline-danger',
  'disabled:bg-surface-2 disabled:text-muted',
);

export interface TextInputProps extends InputHTMLAttributes<HTMLInputElement> {
  /** A sign at the start; decoration only. */
  icon?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

/** A line to type in; goes into a Field. */
export function TextInput({ icon, className, type = 'text', ...rest }: TextInputProps) {
  if (!icon) return <input {...rest} type={type} className={cx(inputClass, className)} />;
  return (
    <div className={cx('relative', className)}>
      <span className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-muted">
        {icon}
      </span>
      <input {...rest} type={type} className={cx(inputClass, 'pl-9')} />
    </div>
  );
}
