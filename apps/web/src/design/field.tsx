import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { cx } from './cx.ts';

/** What Field gives to the control inside it, so that name, hint and fault belong together. */
export interface ControlProps {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
}

/** A control with its name, a hint, and the fault where it happened. */
export function Field({
  label,
  hint,
  error,
  hideLabel = false,
  className,
  children,
}: {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** The name is read out but not shown; only where the place itself says what it is. */
  hideLabel?: boolean;
  className?: string;
  children: (control: ControlProps) => ReactNode;
}) {
  const id = useId();
  // The fault takes the hint's place: one thing to read, and nothing below moves.
  const describedBy = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return (
    <div className={cx('flex flex-col', className)}>
      <label
        htmlFor={id}
        className={hideLabel ? 'sr-only' : 'mb-1 text-14 font-semibold text-strong'}
      >
        {label}
      </label>
      {children({
        id,
        ...(describedBy ? { 'aria-describedby': describedBy } : {}),
        ...(error ? { 'aria-invalid': true } : {}),
      })}
      {hint && !error && (
        <div id={`${id}-hint`} className="mt-1 text-13 text-muted">
          {hint}
        </div>
      )}
      {/* Always in the page: a live region that appears together with its words is not read out. */}
      <div id={`${id}-error`} aria-live="polite" className="text-13 text-danger-text">
        {error && (
          <span className="mt-1 flex items-start gap-1.5">
            <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            {error}
          </span>
        )}
      </div>
    </div>
  );
}
