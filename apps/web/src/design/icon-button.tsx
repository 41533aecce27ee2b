import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { cx } from './cx.ts';
import { type IconSize, iconClass } from './icon-class.ts';
import { useTooltip } from './use-tooltip.tsx';

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** The name: read out, and shown on hover and focus. */
  label: string;
  icon: ReactNode;
  /** Keys that do the same, shown beside the name. */
  keys?: string;
  size?: IconSize;
  ref?: Ref<HTMLButtonElement>;
}

/** A button that is a sign; its name is in the tooltip and for readers of the page. */
export function IconButton({
  label,
  icon,
  keys,
  size,
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
        className={cx(iconClass(size), className)}
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
