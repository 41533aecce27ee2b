/**
 * Runs something when the page has nothing else to do, at the latest after so many
 * milliseconds; where the browser can't say, a moment later. The answer calls it off.
 */
export function whenIdle(run: () => void, latestMs: number): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(run, Math.min(200, latestMs));
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(run, { timeout: latestMs });
  return () => cancelIdleCallback(handle);
}
