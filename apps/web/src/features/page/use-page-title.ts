import { useEffect } from 'react';
import { useSpace } from '../../data/space.ts';

/** Names the page in the tab and in the history: "Rooms · School 5". */
export function usePageTitle(title?: string): void {
  const space = useSpace().data?.name ?? 'Converge';
  useEffect(() => {
    document.title = title ? `${title} · ${space}` : space;
  }, [title, space]);
}
