import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { cx } from './cx.ts';
import { useTooltip } from './use-tooltip.tsx';

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** The name: read out, and shown on hover and focus. */
  label: string;
  icon: ReactNode;
  /** Keys that do the same, shown beside the name. */
  keys?: string;
  size?: 'small' | 'normal';
  ref?: Ref<HTMLButtonElement>;
}

/** A button that is a sign; its name is in the tooltip and for readers of the page. */
export function IconButton({
  label,
  icon,
  keys,
  size = 'normal',
  className,
  type = 'button',
  onPointerEnter,
  onPointerLeave,
  onPointerDown,
  onFocus,
  onBlur,
  ...rest
}: IconButtonProps) {
  const { props, popup } = useTooltip(label, keys);
  return (
    <>
      <button
        {...rest}
        type={type}
        aria-label={label}
        onPointerEnter={both(props.onPointerEnter, onPointerEnter)}
        onPointerLeave={both(props.onPointerLeave, onPointerLeave)}
        onPointerDown={both(props.onPointerDown, onPointerDown)}
        onFocus={both(props.onFocus, onFocus)}
        onBlur={both(props.onBlur, onBlur)}
        className={cx(
          'inline-flex shrink-0 items-center justify-center rounded-control text-muted',
          'transition-colors hover:bg-surface-2 hover:text-strong',
          'disabled:pointer-events-none disabled:opacity-55 aria-expanded:bg-surface-2',
          size === 'small' ? 'size-(--size-control-small)' : 'size-(--size-control)',
          className,
        )}
      >
        {icon}
      </button>
      {popup}
    </>
  );
}

type Handler<Event> = (event: Event) => void;

/** Ours, and whatever the caller listens for. */
const both =
  <Event,>(ours: Handler<Event>, theirs: Handler<Event> | undefined): Handler<Event> =>
  (event) => {
    ours(event);
    theirs?.(event);
  };
