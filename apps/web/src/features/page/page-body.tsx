import type { ReactNode } from 'react';
import { cx } from '../../design/cx.ts';

const widths = { text: 'max-w-2xl', wide: 'max-w-[100rem]' };

/** The column a page stands in, the same distance from the edges everywhere. */
export function PageBody({
  width = 'wide',
  children,
}: {
  width?: keyof typeof widths;
  children: ReactNode;
}) {
  return (
    <div className={cx('mx-auto w-full px-4 py-6 sm:px-8 sm:py-8', widths[width])}>{children}</div>
  );
}
