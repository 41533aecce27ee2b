import { type ReactNode, useEffect, useRef } from 'react';
import { cx } from './cx.ts';

/**
 * Ticked or not; `mixed` where it stands for several of which some are. The label
 * is the target with it; `hideLabel` keeps it for readers of the page.
 */
export function Checkbox({
  label,
  hint,
  checked,
  mixed = false,
  disabled = false,
  hideLabel = false,
  onChange,
  className,
}: {
  label: string;
  hint?: ReactNode;
  checked: boolean;
  mixed?: boolean;
  disabled?: boolean;
  hideLabel?: boolean;
  onChange(checked: boolean): void;
  className?: string;
}) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // No attribute says it.
    if (box.current) box.current.indeterminate = mixed;
  }, [mixed]);
  return (
    <label
      className={cx(
        'flex min-h-(--size-control) items-center gap-3',
        hideLabel && 'min-w-(--size-control) justify-center',
        disabled ? 'opacity-55' : 'cursor-pointer',
        className,
      )}
    >
      <input
        ref={box}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className="relative z-1 size-5 shrink-0 cursor-pointer accent-accent disabled:cursor-default"
      />
      <span className={hideLabel ? 'sr-only' : 'min-w-0 text-14 text-strong'}>
        {label}
        {hint && <span className="block text-13 text-muted">{hint}</span>}
      </span>
    </label>
  );
}
