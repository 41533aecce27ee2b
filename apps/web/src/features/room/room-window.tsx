import type { ReactNode } from 'react';
import { SkipLink } from '../page/skip-link.tsx';

/**
 * The height a room lives in: exactly the window's, since the conversation
 * scrolls in itself. Members have it inside their shell, guests alone.
 */
export function RoomWindow({ guest, children }: { guest: boolean; children: ReactNode }) {
  if (!guest) {
    return (
      <div className="flex h-[calc(100dvh-4rem-env(safe-area-inset-bottom))] flex-col lg:h-dvh">
        {children}
      </div>
    );
  }
  return (
    <>
      <SkipLink />
      <main id="content" tabIndex={-1} className="flex h-dvh flex-col">
        {children}
      </main>
    </>
  );
}
