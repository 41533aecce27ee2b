import { Link } from 'react-router';
import { useLiveRooms } from '../../../data/health.ts';
import { RoomSign } from '../../../design/room-sign.tsx';
import { useWords } from '../../../i18n/words.ts';
import { LiveSign } from '../../rooms/live-sign.tsx';
import { roomName, roomPath } from '../../rooms/room-words.ts';

/** The fullest calls of the moment. */
export function LiveNow() {
  const t = useWords('admin');
  const rooms = useLiveRooms().data ?? [];
  if (rooms.length === 0) return <p className="text-13 text-muted">{t('live.none')}</p>;
  return (
    <ul className="divide-y divide-line rounded-card border border-line bg-surface-1">
      {rooms.slice(0, 5).map((room) => (
        <li key={room.id} className="flex items-center gap-3 px-4 py-2">
          <RoomSign id={room.id} size="small" />
          <Link
            to={roomPath(room.id)}
            className="min-w-0 grow truncate font-semibold text-strong hover:underline"
          >
            {roomName(room)}
          </Link>
          <LiveSign live={room.live} />
        </li>
      ))}
    </ul>
  );
}
