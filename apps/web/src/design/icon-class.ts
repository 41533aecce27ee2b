import { cx } from './cx.ts';

export type IconSize = 'small' | 'normal';

/** The look of a button or link that is a sign. */
export const iconClass = (size: IconSize = 'normal'): string =>
  cx(
    'inline-flex shrink-0 items-center justify-center rounded-control text-muted',
    'transition-colors hover:bg-surface-2 hover:text-strong',
    'disabled:pointer-events-none disabled:opacity-55 aria-expanded:bg-surface-2',
    size === 'small' ? 'size-(--size-control-small)' : 'size-(--size-control)',
  );
