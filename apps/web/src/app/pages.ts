/**
 * Address -> page. Every page is a chunk of its own that comes with its words;
 * add a page by a line here and a file in `routes/` with a default export.
 */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { matchPath } from 'react-router';
import type { Namespace } from '../i18n/keys.ts';
import { loadWords } from '../i18n/words.ts';

type Load = () => Promise<{ default: ComponentType }>;

interface Page {
  readonly path: string;
  readonly load: Load;
  readonly Page: LazyExoticComponent<ComponentType>;
}

function page(path: string, load: Load, ...words: Namespace[]): Page {
  const loadAll: Load = async () => {
    const [module] = await Promise.all([load(), loadWords(...words)]);
    return module;
  };
  return { path, load: loadAll, Page: lazy(loadAll) };
}

export const pages: readonly Page[] = [
  page('/', () => import('../routes/main.tsx')),
  page('/sign-in', () => import('../routes/sign-in.tsx'), 'auth'),
  page('/register', () => import('../routes/register.tsx'), 'auth'),
  page('/forgot', () => import('../routes/forgot.tsx'), 'auth'),
  page('/reset', () => import('../routes/reset.tsx'), 'auth'),
  page('/account', () => import('../routes/account.tsx'), 'account'),
  page('*', () => import('../routes/not-found.tsx')),
];

/** Begins to load the page at `pathname`; a failure shows where the page is used. */
export function preloadPage(pathname: string): void {
  const page = pages.find(({ path }) => matchPath(path, pathname));
  void page?.load().catch(() => undefined);
}
