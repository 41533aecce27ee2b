import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useSpace } from '../../data/space.ts';
import { buttonClass } from '../../design/button.tsx';
import { useWords } from '../../i18n/words.ts';
import { LookMenus } from '../page/look-menu.tsx';
import { signInPath } from '../page/sign-in-path.ts';
import { SkipLink } from '../page/skip-link.tsx';
import { SpaceMark } from '../page/space-mark.tsx';

/** The frame for whoever isn't signed in: the name of the space, the look, the way in. */
export function Front({ children }: { children: ReactNode }) {
  const t = useWords('common');
  const space = useSpace().data;
  const { pathname } = useLocation();
  // Where one signs in or registers, a second way there is noise.
  const entering = ['/sign-in', '/register', '/forgot', '/reset'].includes(pathname);
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="mx-auto flex w-full max-w-[100rem] items-center gap-1 px-4 py-3 sm:px-8">
        <Link
          to="/"
          className="flex min-h-(--size-control) min-w-0 items-center gap-2.5 font-semibold text-strong"
        >
          <SpaceMark />
          {/* The main page says the name itself, in large letters. */}
          <span className={pathname === '/' ? 'sr-only' : 'truncate'}>
            {space?.name ?? 'Converge'}
          </span>
        </Link>
        <span className="grow" />
        <LookMenus />
        {space && !space.me && !entering && (
          <Link to={signInPath(pathname)} className={`${buttonClass('secondary')} ml-1`}>
            {t('signIn')}
          </Link>
        )}
      </header>
      <main id="content" tabIndex={-1} className="flex grow flex-col">
        {children}
      </main>
    </div>
  );
}
