import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/**
 * On a walk to another page the focus goes to its heading, as a browser would do
 * with a new document; otherwise a reader of the page stays where nothing is.
 */
export function RouteFocus() {
  const { pathname } = useLocation();
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    window.scrollTo(0, 0);
    return onceShown('h1', (heading) => {
      // A page that took the focus itself (its first field) knows better.
      if (document.activeElement && document.activeElement !== document.body) {
        if (document.activeElement.closest('main')) return;
      }
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    });
  }, [pathname]);
  return null;
}

/** Calls back with the first element that matches, now or as soon as it is there. */
function onceShown(selector: string, found: (element: HTMLElement) => void): () => void {
  const look = () => document.querySelector<HTMLElement>(`main ${selector}`);
  const now = look();
  if (now) {
    found(now);
    return () => undefined;
  }
  const observer = new MutationObserver(() => {
    const later = look();
    if (!later) return;
    observer.disconnect();
    found(later);
  });
  observer.observe(document.body, { childList: true, subtree: true });
  return () => observer.disconnect();
}
