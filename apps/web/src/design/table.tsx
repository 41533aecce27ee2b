import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** Narrow cells, and arrows that stand in the space between the heads, each beside its own. */
const denseClass =
  '[&_td]:px-2.5 [&_th[scope=row]]:px-2.5 [&_thead]:text-12 [&_thead_button]:relative [&_thead_button]:w-auto [&_thead_button]:px-2.5 [&_thead_svg]:absolute [&_thead_svg]:-right-0.5 [&_thead_svg]:size-3';

/**
 * A table that scrolls inside its own frame where the window is narrow. `dense`:
 * for many columns, most of them numbers.
 */
export function Table({
  label,
  dense = false,
  head,
  children,
}: {
  label: string;
  dense?: boolean;
  head: ReactNode;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={label}
      className={cx(
        'relative overflow-x-auto rounded-card border border-line bg-surface-1',
        dense && denseClass,
      )}
    >
      <table className="w-full text-14">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr className={cx('border-b border-line text-left text-muted', !dense && 'text-13')}>
            {head}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">{children}</tbody>
      </table>
    </section>
  );
}

export type Direction = 'ascending' | 'descending';

/** A column's head; with `onSort` it is a button and says how the column is sorted. */
export function HeadCell({
  children,
  sorted,
  onSort,
  className,
}: {
  children: ReactNode;
  sorted?: Direction | undefined;
  onSort?: () => void;
  className?: string;
}) {
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp;
  return (
    <th scope="col" aria-sort={sorted} className={cx('font-semibold whitespace-nowrap', className)}>
      {onSort ? (
        <button
          type="button"
          onClick={onSort}
          className="group flex min-h-(--size-control) w-full items-center gap-1 px-4 font-semibold hover:text-strong"
        >
          {children}
          <Arrow
            aria-hidden="true"
            className={cx('size-3.5', sorted ? 'text-strong' : 'opacity-0 group-hover:opacity-60')}
          />
        </button>
      ) : (
        <span className="block px-4 py-2">{children}</span>
      )}
    </th>
  );
}

/** One cell. */
export const Cell = ({ children, className }: { children?: ReactNode; className?: string }) => (
  <td className={cx('px-4 py-2 align-middle', className)}>{children}</td>
);
