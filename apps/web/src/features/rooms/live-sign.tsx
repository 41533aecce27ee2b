import type { LiveSeen } from '@converge/protocol/rest/rooms';
import { Users } from 'lucide-react';
import { LiveBadge } from '../../design/badge.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';

/** That a call is going on, and how many are inside, where one may know it (ROOM-8). */
export function LiveSign({ live: { count } }: { live: LiveSeen }) {
  const t = useWords('common');
  const format = useFormat();
  return (
    <span className="flex items-center gap-2">
      <LiveBadge label={t('live')} />
      {count !== null && (
        <span
          title={t('inside', { count })}
          className="flex items-center gap-1 text-13 text-muted tabular"
        >
          <Users aria-hidden="true" className="size-4" />
          <span aria-hidden="true">{format.number(count)}</span>
          <span className="sr-only">{t('inside', { count })}</span>
        </span>
      )}
    </span>
  );
}
