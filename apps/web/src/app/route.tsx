import { type ReactNode, Suspense } from 'react';
import { Route } from 'react-router';
import { ErrorBoundary } from './error-boundary.tsx';
import type { Page } from './page.ts';

export const toRoute = ({ path, Part }: Page) => (
  <Route key={path} path={path} element={guarded(path, <Part />)} />
);

/** A page that fails, or is still on its way, leaves the rest of the app standing. */
export const guarded = (key: string, page: ReactNode) => (
  <ErrorBoundary key={key}>
    <Suspense>{page}</Suspense>
  </ErrorBoundary>
);
