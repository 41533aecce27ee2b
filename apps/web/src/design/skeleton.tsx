import { cx } from './cx.ts';

/** Holds the place of something that is coming, in its final size. */
export const Skeleton = ({ className }: { className?: string }) => (
  <span
    aria-hidden="true"
    className={cx('block animate-skeleton rounded-control bg-surface-3', className)}
  />
);
