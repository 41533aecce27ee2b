import { logUrl } from '@converge/client/rest/log';
import { Download } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { type LogSearch, useSpaceLog } from '../../../data/space-log.ts';
import { Button, buttonClass } from '../../../design/button.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { EmptyState } from '../../../design/states.tsx';
import { useWords } from '../../../i18n/words.ts';
import { QueryFault } from '../../faults/query-fault.tsx';
import { AdminPage } from '../frame/admin-page.tsx';
import { LogFilter } from './log-filter.tsx';
import { LogTable } from './log-table.tsx';
import { type Asked, nothingAsked, searchOf } from './search.ts';

/** Who did what in the whole space (ADMIN-11, ADMIN-12). */
export function LogPage() {
  const t = useWords('adminLog');
  const [asked, setAsked] = useState<Asked>(nothingAsked);
  // Typing goes on while the lines of the letter before are still drawn.
  const search = searchOf(useDeferredValue(asked));
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return (
    <AdminPage
      area="log"
      actions={
        <a href={logUrl({ ...search, timeZone })} download className={buttonClass('secondary')}>
          <Download aria-hidden="true" className="size-4" />
          {t('save')}
        </a>
      }
    >
      <div className="flex flex-col gap-4">
        <LogFilter asked={asked} onChange={setAsked} />
        <Lines search={search} />
      </div>
    </AdminPage>
  );
}

function Lines({ search }: { search: LogSearch }) {
  const t = useWords('adminLog');
  const log = useSpaceLog(search);
  if (log.isError && !log.data) {
    return <QueryFault error={log.error} onRetry={() => void log.refetch()} />;
  }
  if (!log.data) return <Skeleton className="h-96 rounded-card" />;
  const entries = log.data.pages.flatMap((page) => page.entries);
  if (entries.length === 0) return <EmptyState title={t('none')} help={t('none.help')} />;
  return (
    <>
      <LogTable entries={entries} />
      {log.hasNextPage && (
        <Button
          className="self-center"
          busy={log.isFetchingNextPage}
          onClick={() => void log.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </>
  );
}
