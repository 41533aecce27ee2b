/** The pages of the admin's area, below `/admin`; each with the words it shows. */
import '../i18n/admin-words.ts';
import { useDeferredValue } from 'react';
import { Route, Routes, useLocation } from 'react-router';
import type { Namespace } from '../i18n/keys.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { type Load, type Page, page } from './page.ts';

const pageOf = (path: string, load: Load, ...words: Namespace[]) =>
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

export default function AdminPages() {
  // Of a page that is still on its way nothing is shown: the one that one leaves stays until it is there.
  const location = useDeferredValue(useLocation());
  return (
    <Routes location={location}>
      {pages.map(({ path, Part }) => (
        <Route
          key={path}
          path={path}
          element={
            <ErrorBoundary key={path}>
              <Part />
            </ErrorBoundary>
          }
        />
      ))}
    </Routes>
  );
}
