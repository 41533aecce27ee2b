/** The pages of the admin's area, below `/admin`; each with the words it shows. */
import '../i18n/admin-words.ts';
import { matchPath, Routes } from 'react-router';
import type { Namespace } from '../i18n/keys.ts';
import { type Page, type Part, page } from './page.ts';
import { toRoute } from './route.tsx';

const pageOf = (path: string, load: Parameters<typeof page>[1], ...words: Namespace[]) =>
  page(path, load, 'admin', ...words);

const pages: readonly Page[] = [
  pageOf('/', () => import('../routes/admin.tsx')),
  pageOf('/people', () => import('../routes/admin-people.tsx'), 'adminPeople'),
  pageOf('/rooms', () => import('../routes/admin-rooms.tsx'), 'adminRooms', 'rooms'),
  pageOf('/live', () => import('../routes/admin-live.tsx'), 'adminRooms'),
  pageOf('/storage', () => import('../routes/admin-storage.tsx'), 'adminStorage'),
  pageOf('/settings', () => import('../routes/admin-settings.tsx'), 'adminSettings', 'roomDialogs'),
  pageOf(
    '/log',
    () => import('../routes/admin-log.tsx'),
    'adminLog',
    'adminPeople',
    'adminSettings',
    'leading',
    'roomDialogs',
  ),
  pageOf('/health', () => import('../routes/admin-health.tsx'), 'connection'),
  pageOf('*', () => import('../routes/not-found.tsx')),
];

/** The one at `pathname`, for whoever fetches it ahead. */
export const inner = (pathname: string): Part | undefined =>
  pages.find(({ path }) => matchPath(`/admin${path === '*' ? '/*' : path}`, pathname));

export default function AdminPages() {
  return <Routes>{pages.map(toRoute)}</Routes>;
}
