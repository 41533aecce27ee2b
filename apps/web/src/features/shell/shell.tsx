import type { ReactNode } from 'react';
import { SkipLink } from '../page/skip-link.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { Sidebar } from './sidebar.tsx';

/** The frame for whoever is signed in: rooms at the side, or a bar at the bottom of a phone. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh">
      <SkipLink />
      <Sidebar />
      <main
        id="content"
        tabIndex={-1}
        className="min-w-0 grow pb-[calc(4rem+env(safe-area-inset-bottom))] lg:pb-0"
      >
        {children}
      </main>
      <BottomBar />
    </div>
  );
}
