import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, Suspense } from 'react';
import { Route, Routes, useLocation } from 'react-router';
import { useSignedIn } from '../data/space.ts';
import { Overlays } from '../features/overlays/overlays.tsx';
import { Announcements } from './announcements.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { OwnLanguage } from './own-language.tsx';
import type { Page } from './page.ts';
import { sides } from './pages.ts';
import { queryClient } from './query.ts';
import { RouteFocus } from './route-focus.tsx';
import { AppRouter } from './router.tsx';
import { RunningCall } from './running-call.tsx';

/** Everything around the pages. */
export function App() {
  return (
    <ErrorBoundary>
      <QueryClientProvider client={queryClient}>
        <AppRouter>
          <Suspense>
            <RouteFocus />
            <Announcements />
            <OwnLanguage />
            <Pages />
            <Overlays />
            <RunningCall />
          </Suspense>
        </AppRouter>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}

function Pages() {
  const side = useSignedIn() ? 'member' : 'visitor';
  const { frame, pages, bare } = sides[side];
  return (
    <Routes>
      <Route element={guarded(side, <frame.Part />)}>{pages.map(toRoute)}</Route>
      {bare.map(toRoute)}
    </Routes>
  );
}

const toRoute = ({ path, Part }: Page) => (
  <Route key={path} path={path} element={guarded(path, <Part />)} />
);

const guarded = (key: string, page: ReactNode) => <Guarded key={key}>{page}</Guarded>;

/** A page that fails, or is still on its way, leaves the rest of the app standing, and the way to others. */
function Guarded({ children }: { children: ReactNode }) {
  return (
    <ErrorBoundary at={useLocation().pathname}>
      <Suspense>{children}</Suspense>
    </ErrorBoundary>
  );
}
