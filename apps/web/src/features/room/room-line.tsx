import type { ReactNode } from 'react';
import { LineWords } from '../../design/line-words.tsx';
import { useWords } from '../../i18n/words.ts';

/** The line under a room's name: what the room is, or while its line is away, that. */
export function RoomLine({ lost, children }: { lost: boolean; children: ReactNode }) {
  const t = useWords('common');
  return (
    // The bar of all pages says the same, and would lie over the room's name.
    <div data-line-told className="text-12">
      {!lost && <p className="truncate text-muted max-sm:hidden">{children}</p>}
      {/* Under the name a phone's header has a margin as high as this; so the name stays where it is. */}
      <div
        role="status"
        className="max-sm:pointer-events-none max-sm:absolute max-sm:top-full max-sm:left-0"
      >
        {lost && (
          <p className="flex items-center gap-1.5 font-semibold whitespace-nowrap text-warning-text max-sm:leading-4">
            <LineWords words={t('offline')} short={t('offline.short')} />
          </p>
        )}
      </div>
    </div>
  );
}
