import type { Room } from '@converge/protocol/rest/rooms';
import { Link } from 'react-router';
import { Card } from '../../design/card.tsx';
import { RoomSign } from '../../design/room-sign.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { LiveSign } from './live-sign.tsx';
import { MainAction } from './main-action.tsx';
import { RoomMenu } from './room-menu.tsx';
import { roomName, roomPath } from './room-words.ts';

/** One of one's own rooms: its name leads to its page, the button into its call. */
export function RoomCard({ room }: { room: Room }) {
  const t = useWords('common');
  const format = useFormat();
  return (
    <Card className="relative flex flex-col gap-3 transition-[border-color] hover:border-line-control">
      <div className="flex items-start gap-3">
        <RoomSign id={room.id} />
        <div className="min-w-0 grow">
          <h2 className="line-clamp-2 text-16">
            <Link
              to={roomPath(room.id)}
              className="after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-focus"
            >
              {roomName(room)}
            </Link>
          </h2>
          <p className="text-13 text-muted">
            {t(`preset.${room.preset}`)} · {t(`access.${room.access}`)}
          </p>
        </div>
        <RoomMenu room={room} className="relative -mt-1 -mr-2" />
      </div>
      <div className="mt-auto flex items-center justify-between gap-3">
        {room.live ? (
          <LiveSign live={room.live} />
        ) : (
          <span className="line-clamp-2 text-13 text-muted">
            {room.lastLiveAt
              ? t('lastLive', { when: format.relative(room.lastLiveAt) })
              : t('neverLive')}
          </span>
        )}
        <MainAction room={room} className="relative shrink-0" />
      </div>
    </Card>
  );
}
