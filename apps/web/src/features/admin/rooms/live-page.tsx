import type { LiveRoom } from '@converge/protocol/rest/health';
import { CircleStop, Radio } from 'lucide-react';
import { Suspense, useState } from 'react';
import { Link } from 'react-router';
import { useLiveRooms } from '../../../data/health.ts';
import { Button } from '../../../design/button.tsx';
import { lazyPart } from '../../../design/lazy-part.ts';
import { RoomSign } from '../../../design/room-sign.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { EmptyState } from '../../../design/states.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import { QueryFault } from '../../faults/query-fault.tsx';
import { LiveSign } from '../../rooms/live-sign.tsx';
import { roomName, roomPath } from '../../rooms/room-words.ts';
import { AdminPage } from '../frame/admin-page.tsx';

const EndCall = lazyPart(() => import('../../rooms/end-call.tsx'));

/** The calls that go on now, and the end of one (ADMIN-8). */
export function LivePage() {
  return (
    <AdminPage area="live">
      <LiveList />
    </AdminPage>
  );
}

function LiveList() {
  const t = useWords('adminRooms');
  const format = useFormat();
  const rooms = useLiveRooms();
  const [ending, setEnding] = useState<LiveRoom | null>(null);
  if (rooms.isError && !rooms.data) {
    return <QueryFault error={rooms.error} onRetry={() => void rooms.refetch()} />;
  }
  if (!rooms.data) return <Skeleton className="h-40 rounded-card" />;
  return (
    <>
      {rooms.data.length === 0 ? (
        <EmptyState
          picture={<Radio aria-hidden="true" className="size-8" />}
          title={t('live.none')}
          help={t('live.help')}
        />
      ) : (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface-1">
          {rooms.data.map((room) => (
            <li key={room.id} className="flex flex-wrap items-center gap-3 px-4 py-3">
              <RoomSign id={room.id} size="small" />
              <div className="min-w-0 grow basis-40">
                <Link
                  to={roomPath(room.id)}
                  className="font-semibold wrap-anywhere text-strong hover:underline"
                >
                  {roomName(room)}
                </Link>
                <p className="text-13 text-muted">
                  {t('live.about', { owner: room.owner, time: format.time(room.live.since) })}
                </p>
              </div>
              <LiveSign live={room.live} />
              <Button
                size="small"
                icon={<CircleStop aria-hidden="true" className="size-4" />}
                aria-label={t('endOf', { name: roomName(room) })}
                onClick={() => setEnding(room)}
              >
                {t('end.short')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Suspense>{ending && <EndCall room={ending} onClose={() => setEnding(null)} />}</Suspense>
    </>
  );
}
