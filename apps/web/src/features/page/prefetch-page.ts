/**
 * Fetching a page before one walks to it. The app knows which page stands behind
 * an address and says so once; features ask here, since they know no routes.
 */
type Prefetch = (pathname: string) => Promise<void>;

let prefetch: Prefetch = () => Promise.resolve();

/** Fetches the page at `pathname` and its words. Never rejects: the walk there tries again. */
export const prefetchPage: Prefetch = (pathname) => prefetch(pathname);

/** For the app alone. */
export function answerPrefetch(by: Prefetch): void {
  prefetch = by;
}
