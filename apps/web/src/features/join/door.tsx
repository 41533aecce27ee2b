import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useSpace } from '../../data/space.ts';
import { LookMenus } from '../page/look-menu.tsx';
import { SkipLink } from '../page/skip-link.tsx';
import { SpaceMark } from '../page/space-mark.tsx';

/** The frame of the way in, for people with and without an account. */
export function Door({ children }: { children: ReactNode }) {
  const space = useSpace().data;
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="flex w-full items-center gap-1 px-4 py-3 sm:px-8">
        <Link
          to="/"
          className="flex min-h-(--size-control) min-w-0 items-center gap-2.5 font-semibold text-strong"
        >
          <SpaceMark />
          <span className="truncate">{space?.name ?? 'Converge'}</span>
        </Link>
        <span className="grow" />
        <LookMenus />
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="flex grow flex-col items-center justify-center px-4 pt-2 pb-10 sm:px-8"
      >
        {children}
      </main>
    </div>
  );
}
