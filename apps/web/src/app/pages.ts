/**
 * Address -> page. Every page is a chunk of its own that comes with its words;
 * add a page by a line here and a file in `routes/` with a default export.
 */
import { JoinCode } from '@converge/protocol/ids';
import { matchPath } from 'react-router';
import { wasSignedIn } from '../data/space.ts';
import { answerPrefetch } from '../features/page/prefetch-page.ts';
import { type Page, type Part, page, part } from './page.ts';
import { queryClient } from './query.ts';

/** Pages inside a frame, the same for everybody. */
const shared: readonly Page[] = [
  page('/sign-in', () => import('../routes/sign-in.tsx'), 'auth'),
  page('/register', () => import('../routes/register.tsx'), 'auth'),
  page('/forgot', () => import('../routes/forgot.tsx'), 'auth'),
  page('/reset', () => import('../routes/reset.tsx'), 'auth'),
  page('/account', () => import('../routes/account.tsx'), 'account', 'auth'),
  page('/check', () => import('../routes/check.tsx'), 'check', 'devices'),
  page('*', () => import('../routes/not-found.tsx')),
];

/** The admin's area has a table of its own, which comes only to whoever goes there. */
const admin = page('/admin/*', () => import('./admin-pages.tsx'));

interface Side {
  readonly frame: Part;
  readonly pages: readonly Page[];
  /** Pages of this side that have the whole window. */
  readonly bare: readonly Page[];
}

/** A room's page is the same for everybody; members have it in their shell, guests alone. */
const room = page(
  '/rooms/:roomId',
  () => import('../routes/room.tsx'),
  'room',
  'call',
  'chat',
  'devices',
);

const join = page('/join/:code', () => import('../routes/join.tsx'), 'join', 'devices');

/** What visitors see, and what whoever is signed in sees: each loads only its own. */
export const sides: Readonly<Record<'visitor' | 'member', Side>> = {
  visitor: {
    frame: part(() => import('../routes/visitor-frame.tsx')),
    // Who isn't signed in yet is sent to do so, and back.
    pages: [page('/', () => import('../routes/main.tsx'), 'main'), admin, ...shared],
    bare: [join, room],
  },
  member: {
    frame: part(() => import('../routes/member-frame.tsx')),
    pages: [page('/', () => import('../routes/rooms.tsx'), 'rooms'), room, admin, ...shared],
    bare: [join],
  },
};

/** What the page at `pathname` is made of. */
function partsOf(pathname: string): readonly Part[] {
  const fits = ({ path }: Page) => matchPath(path, pathname) !== null;
  const side = sides[wasSignedIn() ? 'member' : 'visitor'];
  const bare = side.bare.find(fits);
  if (bare) return [bare];
  const page = side.pages.find(fits);
  return page ? [side.frame, page] : [side.frame];
}

/** Whether the page at `pathname` can be drawn at once. */
export const isPageHere = (pathname: string): boolean =>
  partsOf(pathname).every(({ here }) => here());

/** Loads the page at `pathname`. Never rejects: a failure shows where the page is used. */
export async function preloadPage(pathname: string): Promise<void> {
  const code = matchPath(join.path, pathname)?.params.code;
  if (code !== undefined) void prefetchCard(code).catch(() => undefined);
  await Promise.allSettled(partsOf(pathname).map(({ load }) => load()));
}

answerPrefetch(preloadPage);

/** What stands behind the link is asked for beside the page's own code, not after it. */
async function prefetchCard(code: string): Promise<void> {
  const { joinCardQuery } = await import('../data/join.ts');
  const parsed = JoinCode.safeParse(code);
  if (parsed.success) await queryClient.prefetchQuery(joinCardQuery(parsed.data));
}
