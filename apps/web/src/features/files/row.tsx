import type { ReactNode } from 'react';

/** One line of a list of files: a sign, what it is, and what can be done with it. */
export function Row({
  icon,
  name,
  meta,
  children,
}: {
  icon: ReactNode;
  /** What opens it, with its name. */
  name: ReactNode;
  /** In small letters below. */
  meta: ReactNode;
  /** Buttons at the end. */
  children?: ReactNode;
}) {
  return (
    <li className="flex min-h-13 items-center gap-3 rounded-control py-1 pr-1 pl-3 hover:bg-surface-2">
      {icon}
      <div className="min-w-0 grow">
        {name}
        <div className="flex flex-wrap items-center gap-x-2 text-12 text-muted">{meta}</div>
      </div>
      <div className="flex shrink-0 items-center">{children}</div>
    </li>
  );
}

/** The look of a name that opens something. */
export const nameClass =
  'block max-w-full truncate rounded-control text-left text-14 text-strong hover:underline';
