import type { ReactNode } from 'react';
import { cx } from '../../design/cx.ts';
import { Skeleton } from '../../design/skeleton.tsx';

const columns = {
  large: 'grid-cols-[repeat(auto-fill,minmax(min(100%,22rem),1fr))]',
  normal: 'grid-cols-[repeat(auto-fill,minmax(min(100%,18rem),1fr))]',
};

/** As many cards beside each other as fit, all of one height per row. */
export function CardGrid({ size, children }: { size: keyof typeof columns; children: ReactNode }) {
  return <div className={cx('grid gap-4', columns[size])}>{children}</div>;
}

const slots = ['one', 'two', 'three', 'four', 'five', 'six'];

/** The same grid before the rooms are known. */
export function CardGridSkeleton({ size, count }: { size: keyof typeof columns; count: number }) {
  return (
    <CardGrid size={size}>
      {slots.slice(0, count).map((slot) => (
        <Skeleton key={slot} className={cx('rounded-card', size === 'large' ? 'h-38' : 'h-34')} />
      ))}
    </CardGrid>
  );
}
