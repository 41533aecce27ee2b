import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { cx } from './cx.ts';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger';
type Size = 'small' | 'normal' | 'large';

const looks: Readonly<Record<Look, string>> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover border-transparent',
  secondary: 'bg-surface-1 text-strong hover:bg-surface-2 border-line-control',
  quiet: 'bg-transparent text-normal hover:bg-surface-2 hover:text-strong border-transparent',
  danger: 'bg-danger text-on-danger hover:bg-danger-hover border-transparent',
};

const sizes: Readonly<Record<Size, string>> = {
  small: 'min-h-(--size-control-small) px-3 text-13 gap-1.5',
  normal: 'min-h-(--size-control) px-4 text-14 gap-2',
  large: 'min-h-12 px-6 text-16 gap-2',
};

/** The look of a button, for a link that should look like one. */
export const buttonClass = (look: Look = 'secondary', size: Size = 'normal'): string =>
  cx(
    'inline-flex items-center justify-center rounded-control border font-semibold whitespace-nowrap select-none',
    // What is under way has its look at once: a fade would be drawn beside it, frame by frame.
    'transition-colors aria-busy:transition-none active:translate-y-px motion-reduce:active:translate-y-0',
    'disabled:opacity-55 aria-disabled:opacity-55 disabled:pointer-events-none',
    looks[look],
    sizes[size],
  );

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  size?: Size;
  /** Stands before the words; decoration only. */
  icon?: ReactNode;
  /** The action is under way: the button keeps its width and can't be pressed again. */
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** The button. It submits only where `type="submit"` says so. */
export function Button({
  look = 'secondary',
  size = 'normal',
  icon,
  busy = false,
  className,
  children,
  type = 'button',
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={cx(buttonClass(look, size), busy && 'cursor-progress opacity-70', className)}
      // `disabled` would throw the focus away while the answer is on its way.
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {icon}
      {children}
    </button>
  );
}
