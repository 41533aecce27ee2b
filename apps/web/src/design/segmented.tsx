import { type ReactNode, useId } from 'react';
import { cx } from './cx.ts';

export interface Segment<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly icon?: ReactNode;
}

/** Two to four choices side by side, all visible; a radio group to keyboard and reader. */
export function Segmented<V extends string>({
  label,
  value,
  segments,
  onChange,
  iconOnly = false,
  className,
}: {
  label: string;
  value: V;
  segments: readonly Segment<V>[];
  onChange(value: V): void;
  /** Shows only the signs; the words stay for readers of the page and as the tooltip. */
  iconOnly?: boolean;
  className?: string;
}) {
  const name = useId();
  return (
    <fieldset
      className={cx('inline-flex rounded-control border border-line bg-surface-2 p-0.5', className)}
    >
      <legend className="sr-only">{label}</legend>
      {segments.map((segment) => (
        <label
          key={segment.value}
          title={iconOnly ? segment.label : undefined}
          className={cx(
            'inline-flex flex-auto cursor-pointer items-center justify-center gap-2 rounded-control px-3 text-13 font-semibold whitespace-nowrap',
            'min-h-[calc(var(--size-control)-0.375rem)] border border-transparent text-muted transition-colors hover:text-strong',
            'has-checked:border-line has-checked:bg-surface-1 has-checked:text-strong has-checked:forced-chosen',
            'has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-focus',
            iconOnly && 'px-2.5',
          )}
        >
          <input
            type="radio"
            name={name}
            value={segment.value}
            checked={segment.value === value}
            onChange={() => onChange(segment.value)}
            className="sr-only"
          />
          {segment.icon}
          <span className={iconOnly ? 'sr-only' : undefined}>{segment.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
