import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { cx } from '../../../design/cx.ts';
import { useTooltip } from '../../../design/use-tooltip.tsx';

/** off: held back, and to be seen at a glance. active: something goes on. leave: the way out. */
export type BarTone = 'plain' | 'off' | 'active' | 'leave';

const tones: Readonly<Record<BarTone, string>> = {
  plain: 'bg-surface-2 text-strong hover:bg-surface-3 border-transparent',
  off: 'bg-danger-soft text-danger-text hover:bg-surface-3 border-danger-text/40',
  active: 'bg-accent text-on-accent hover:bg-accent-hover border-transparent',
  leave: 'bg-danger text-on-danger hover:bg-danger-hover border-transparent',
};

export interface BarButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What pressing does, shown in the tooltip. */
  label: string;
  /** How it stands now; read out after the label. */
  state?: string | undefined;
  keys?: string;
  icon: ReactNode;
  tone?: BarTone;
  /** A small sign at its corner, such as a number of unread messages. */
  badge?: ReactNode;
  /** Its edge on this side is straight, because a menu's button stands there. */
  joined?: 'left' | 'right';
  ref?: Ref<HTMLButtonElement>;
}

/** A round button of the call's bar. */
export function BarButton({
  label,
  state,
  keys,
  icon,
  tone = 'plain',
  badge,
  joined,
  className,
  onPointerEnter,
  onFocus,
  ...rest
}: BarButtonProps) {
  const { props, popup } = useTooltip(label, keys);
  return (
    <>
      <button
        {...rest}
        {...props}
        type="button"
        aria-label={state ? `${label}, ${state}` : label}
        // A menu's button begins to load its menu by these.
        onPointerEnter={(event) => {
          props.onPointerEnter(event);
          onPointerEnter?.(event);
        }}
        onFocus={(event) => {
          props.onFocus(event);
          onFocus?.(event);
        }}
        className={cx(
          'relative inline-flex h-11 shrink-0 items-center justify-center border transition-colors',
          'aria-disabled:text-muted aria-disabled:opacity-70',
          joined ? 'w-11' : 'w-12',
          joined === 'right' && 'rounded-l-full border-r-0 pl-1',
          joined === 'left' && 'rounded-r-full border-l-0 pr-1',
          joined === undefined && 'rounded-full',
          tones[tone],
          className,
        )}
      >
        {icon}
        {badge && <span className="absolute -top-1 -right-1">{badge}</span>}
      </button>
      {popup}
    </>
  );
}
