import { type ComponentType, lazy } from 'react';

type Load<P> = () => Promise<{ default: ComponentType<P> }>;

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/**
 * A part that is fetched when it is first shown, and that the page can do
 * without for a while. Where the line is gone it is asked for again until it
 * comes: a tooltip that can't be fetched must not take a running call down,
 * which is what React's `lazy` alone would do with the failure.
 */
export const lazyPart = <P>(load: Load<P>) => lazy(() => untilFetched(load));

async function untilFetched<P>(load: Load<P>): ReturnType<Load<P>> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      return await load();
    } catch (error) {
      console.warn('a part of the page waits for the line', error);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}
