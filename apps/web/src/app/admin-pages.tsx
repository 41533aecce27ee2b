/** The pages of the admin's area, below `/admin`; each with the words it shows. */
import { matchPath, Routes } from 'react-router';
import { type Page, type Part, page } from './page.ts';
import { toRoute } from './route.tsx';

const pages: readonly Page[] = [
  page('/', () => import('../routes/admin.tsx')),
  page('/people', () => import('../routes/admin-people.tsx'), 'adminPeople'),
  page('/rooms', () => import('../routes/admin-rooms.tsx'), 'adminRooms', 'rooms'),
  page('/live', () => import('../routes/admin-live.tsx'), 'adminRooms'),
  page('/storage', () => import('../routes/admin-storage.tsx'), 'adminStorage'),
  page('/settings', () => import('../routes/admin-settings.tsx'), 'adminSettings', 'roomDialogs'),
  page(
    '/log',
    () => import('../routes/admin-log.tsx'),
    'adminLog',
    'adminPeople',
    'adminSettings',
    'leading',
    'roomDialogs',
  ),
  page('/health', () => import('../routes/admin-health.tsx'), 'connection'),
  page('*', () => import('../routes/not-found.tsx')),
];

/** The one at `pathname`, for whoever fetches it ahead. */
export const inner = (pathname: string): Part | undefined =>
  pages.find(({ path }) => matchPath(`/admin${path === '*' ? '/*' : path}`, pathname));

export default function AdminPages() {
  return <Routes>{pages.map(toRoute)}</Routes>;
}
