import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { Announcements } from './announcements.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { pages } from './pages.ts';
import { queryClient } from './query.ts';
import { RouteFocus } from './route-focus.tsx';

/** Everything around the pages. */
export function App() {
  return (
    <ErrorBoundary>
      <QueryClientProvider client={queryClient}>
        <BrowserRouter>
          <Suspense>
            <RouteFocus />
            <Announcements />
            <Routes>
              {pages.map(({ path, Page }) => (
                <Route
                  key={path}
                  path={path}
                  element={
                    <ErrorBoundary key={path}>
                      <Suspense>
                        <Page />
                      </Suspense>
                    </ErrorBoundary>
                  }
                />
              ))}
            </Routes>
          </Suspense>
        </BrowserRouter>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
