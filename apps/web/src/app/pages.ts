/**
 * Address -> page. Every page is a chunk of its own that comes with its words;
 * add a page by a line here and a file in `routes/` with a default export.
 */
import { JoinCode } from '@converge/protocol/ids';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { matchPath } from 'react-router';
import { wasSignedIn } from '../data/space.ts';
import { roomPageWords } from '../features/room/page-words.ts';
import type { Namespace } from '../i18n/keys.ts';
import { loadWords } from '../i18n/words.ts';
import { queryClient } from './query.ts';

type Load = () => Promise<{ default: ComponentType }>;

export interface Part {
  readonly load: Load;
  readonly Part: LazyExoticComponent<ComponentType>;
}

export interface Page extends Part {
  readonly path: string;
}

function part(load: Load, ...words: Namespace[]): Part {
  const loadAll: Load = async () => {
    const [module] = await Promise.all([load(), loadWords(...words)]);
    return module;
  };
  return { load: loadAll, Part: lazy(loadAll) };
}

const page = (path: string, load: Load, ...words: Namespace[]): Page => ({
  path,
  ...part(load, ...words),
});

/** Pages inside a frame, the same for everybody. */
const shared: readonly Page[] = [
  page('/sign-in', () => import('../routes/sign-in.tsx'), 'auth'),
  page('/register', () => import('../routes/register.tsx'), 'auth'),
  page('/forgot', () => import('../routes/forgot.tsx'), 'auth'),
  page('/reset', () => import('../routes/reset.tsx'), 'auth'),
  page('/account', () => import('../routes/account.tsx'), 'account', 'auth'),
  page('*', () => import('../routes/not-found.tsx')),
];

interface Side {
  readonly frame: Part;
  readonly pages: readonly Page[];
  /** Pages of this side that have the whole window. */
  readonly bare: readonly Page[];
}

/** A room's page is the same for everybody; members have it in their shell, guests alone. */
const room = page('/rooms/:roomId', () => import('../routes/room.tsx'), ...roomPageWords);

const join = page('/join/:code', () => import('../routes/join.tsx'), 'join', 'devices');

/** What visitors see, and what whoever is signed in sees: each loads only its own. */
export const sides: Readonly<Record<'visitor' | 'member', Side>> = {
  visitor: {
    frame: part(() => import('../routes/visitor-frame.tsx')),
    pages: [page('/', () => import('../routes/main.tsx'), 'main'), ...shared],
    bare: [join, room],
  },
  member: {
    frame: part(() => import('../routes/member-frame.tsx')),
    pages: [page('/', () => import('../routes/rooms.tsx'), 'rooms'), room, ...shared],
    bare: [join],
  },
};

/** Begins to load the page at `pathname`; a failure shows where the page is used. */
export function preloadPage(pathname: string): void {
  const fits = ({ path }: Page) => matchPath(path, pathname) !== null;
  const side = sides[wasSignedIn() ? 'member' : 'visitor'];
  const bare = side.bare.find(fits);
  const parts = bare ? [bare] : [side.frame, side.pages.find(fits)];
  for (const one of parts) void one?.load().catch(() => undefined);
  const code = matchPath(join.path, pathname)?.params.code;
  if (code !== undefined) void prefetchCard(code).catch(() => undefined);
}

/** What stands behind the link is asked for beside the page's own code, not after it. */
async function prefetchCard(code: string): Promise<void> {
  const { joinCardQuery } = await import('../data/join.ts');
  const parsed = JoinCode.safeParse(code);
  if (parsed.success) await queryClient.prefetchQuery(joinCardQuery(parsed.data));
}
