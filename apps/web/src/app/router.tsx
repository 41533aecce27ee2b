import { type ReactNode, startTransition, useLayoutEffect, useState } from 'react';
import { UNSAFE_createBrowserHistory as createBrowserHistory, Router } from 'react-router';
import { isPageHere } from './pages.ts';

/**
 * The router of the browser's own history. A page that was fetched ahead is drawn
 * at once; for one that wasn't, the page one leaves stays until it is there.
 * (The library's own router always does the latter, and draws in so many small
 * pieces that a busy machine shows a joined call hundreds of milliseconds late.)
 */
export function AppRouter({ children }: { children: ReactNode }) {
  const [history] = useState(() => createBrowserHistory({ v5Compat: true }));
  const [place, setPlace] = useState({ action: history.action, location: history.location });
  useLayoutEffect(
    () =>
      history.listen(({ action, location }) => {
        const walk = () => setPlace({ action, location });
        if (isPageHere(location.pathname)) walk();
        else startTransition(walk);
      }),
    [history],
  );
  return (
    <Router location={place.location} navigationType={place.action} navigator={history}>
      {children}
    </Router>
  );
}
