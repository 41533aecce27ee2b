import type { HTMLAttributes } from 'react';
import { cx } from './cx.ts';

/** A thing that stands for itself. */
export function Card({ className, ...rest }: HTMLAttributes<HTMLDivElement>) {
  return (
    <div {...rest} className={cx('rounded-card border border-line bg-surface-1 p-4', className)} />
  );
}
