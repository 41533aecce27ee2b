import type { Session } from '@converge/protocol/rest/me';
import { MonitorSmartphone } from 'lucide-react';
import { useEndSession, useSessions } from '../../data/account.ts';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { toast } from '../../design/toast.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { QueryFault } from '../faults/query-fault.tsx';
import { useFaultToast } from '../faults/use-fault-toast.ts';

/** Where one is signed in, and the way to end it (AUTH-7). */
export function Sessions() {
  const t = useWords('account');
  const sessions = useSessions();
  const ending = useEndSession();
  const showFault = useFaultToast();
  const end = (id: string | null, words: string) =>
    ending
      .mutateAsync(id)
      .then(() => toast({ title: words }))
      .catch(showFault);
  if (sessions.isError && !sessions.data) {
    return <QueryFault error={sessions.error} onRetry={() => void sessions.refetch()} />;
  }
  if (!sessions.data) return <Skeleton className="h-14" />;
  // The present one first, then those used last.
  const inOrder = sessions.data.toSorted(
    (a, b) => Number(b.current) - Number(a.current) || b.lastSeenAt - a.lastSeenAt,
  );
  return (
    <>
      <ul className="-my-3 divide-y divide-line">
        {inOrder.map((session) => (
          <Row
            key={session.id}
            session={session}
            busy={ending.isPending && ending.variables === session.id}
            onEnd={() => void end(session.id, t('sessions.ended'))}
          />
        ))}
      </ul>
      {inOrder.length > 2 && (
        <Button
          className="self-start"
          busy={ending.isPending && ending.variables === null}
          onClick={() => void end(null, t('sessions.othersEnded'))}
        >
          {t('sessions.endOthers')}
        </Button>
      )}
    </>
  );
}

function Row({ session, busy, onEnd }: { session: Session; busy: boolean; onEnd(): void }) {
  const t = useWords('account');
  const format = useFormat();
  const device = session.device ?? t('sessions.unknown');
  return (
    <li className="flex flex-wrap items-center gap-3 py-3">
      <MonitorSmartphone aria-hidden="true" className="size-5 shrink-0 text-muted" />
      <div className="min-w-0 grow basis-40">
        <p className="flex flex-wrap items-center gap-2 font-semibold text-strong">
          {device}
          {session.current && <Badge tone="accent">{t('sessions.current')}</Badge>}
        </p>
        <p className="text-13 wrap-anywhere text-muted">
          {session.address && `${session.address} · `}
          {t('sessions.seen', { when: format.relative(session.lastSeenAt) })}
        </p>
      </div>
      {!session.current && (
        <Button
          look="quiet"
          size="small"
          busy={busy}
          aria-label={t('sessions.endOf', { device })}
          onClick={onEnd}
        >
          {t('sessions.end')}
        </Button>
      )}
    </li>
  );
}
