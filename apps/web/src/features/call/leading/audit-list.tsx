import type { RoomId } from '@converge/protocol/ids';
import { useAudit } from '../../../data/moderation.ts';
import { Button } from '../../../design/button.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import { QueryFault } from '../../faults/query-fault.tsx';
import { useAuditWords } from './audit-words.ts';

/** Who did what in the room, the latest first. */
export function AuditList({ roomId }: { roomId: RoomId }) {
  const t = useWords('leading');
  const format = useFormat();
  const say = useAuditWords();
  const audit = useAudit(roomId);
  if (audit.isError) return <QueryFault error={audit.error} onRetry={() => void audit.refetch()} />;
  if (!audit.data) return <Skeleton className="h-20" />;
  const entries = audit.data.pages.flatMap((page) => page.entries);
  if (entries.length === 0) return <p className="text-13 text-muted">{t('log.none')}</p>;
  return (
    <>
      <ol className="flex flex-col divide-y divide-line">
        {entries.map((entry) => (
          <li key={entry.id} className="py-2 text-13 text-normal [overflow-wrap:anywhere]">
            <time
              dateTime={new Date(entry.at).toISOString()}
              className="block text-12 text-muted tabular"
            >
              {format.dateTime(entry.at)}
            </time>
            {say(entry)}
          </li>
        ))}
      </ol>
      {audit.hasNextPage && (
        <Button
          size="small"
          className="mt-2"
          busy={audit.isFetchingNextPage}
          onClick={() => void audit.fetchNextPage()}
        >
          {t('log.more')}
        </Button>
      )}
    </>
  );
}
