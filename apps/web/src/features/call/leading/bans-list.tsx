import type { RoomId } from '@converge/protocol/ids';
import type { Ban } from '@converge/protocol/rest/moderation';
import { useBans, useUnban } from '../../../data/moderation.ts';
import { Button } from '../../../design/button.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { toast } from '../../../design/toast.ts';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import { QueryFault } from '../../faults/query-fault.tsx';
import { useFaultToast } from '../../faults/use-fault-toast.ts';

/** Who is kept out of the room, each with the way back. */
export function BansList({ roomId }: { roomId: RoomId }) {
  const t = useWords('leading');
  const format = useFormat();
  const showFault = useFaultToast();
  const bans = useBans(roomId);
  const unban = useUnban(roomId);
  if (bans.isError) return <QueryFault error={bans.error} onRetry={() => void bans.refetch()} />;
  if (!bans.data) return <Skeleton className="h-12" />;
  if (bans.data.length === 0) return <p className="text-13 text-muted">{t('bans.none')}</p>;
  const lift = async ({ id, person: { name } }: Ban) => {
    try {
      await unban.mutateAsync(id);
      toast({ title: t('bans.lifted', { name }), tone: 'success' });
    } catch (error) {
      showFault(error);
    }
  };
  return (
    <ul className="flex flex-col divide-y divide-line">
      {bans.data.map((ban) => (
        <li key={ban.id} className="flex items-center gap-3 py-2">
          <span className="min-w-0 grow">
            <span className="block truncate text-14 text-strong" title={ban.person.name}>
              {ban.person.name}
            </span>
            <span className="block text-12 text-muted">
              {t('bans.by', { name: ban.by, time: format.dateTime(ban.at) })}
              {ban.address && ` · ${t('bans.address')}`}
            </span>
          </span>
          <Button
            size="small"
            aria-label={t('bans.liftNamed', { name: ban.person.name })}
            onClick={() => void lift(ban)}
          >
            {t('bans.lift')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
