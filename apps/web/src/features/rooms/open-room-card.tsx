import type { OpenRoom } from '@converge/protocol/rest/rooms';
import { Link } from 'react-router';
import { buttonClass } from '../../design/button.tsx';
import { Card } from '../../design/card.tsx';
import { RoomSign } from '../../design/room-sign.tsx';
import { useWords } from '../../i18n/words.ts';
import { LiveSign } from './live-sign.tsx';
import { joinPath, roomName } from './room-words.ts';

/** A room open to everybody, large: one click anywhere on it leads inside. */
export function OpenRoomCard({ room }: { room: OpenRoom }) {
  const t = useWords('common');
  const name = roomName(room);
  return (
    <Card className="group relative flex flex-col gap-4 p-5 transition-[border-color,box-shadow] hover:border-line-control hover:shadow-float">
      <div className="flex items-start gap-4">
        <RoomSign id={room.id} size="large" />
        <div className="min-w-0 grow">
          <h3 className="line-clamp-2 text-20">
            <Link
              to={joinPath(room.code)}
              className="after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-focus"
            >
              {name}
            </Link>
          </h3>
          <p className="mt-1 truncate text-muted">
            {t(`leads.${room.preset}`, { name: room.owner })}
          </p>
        </div>
      </div>
      <div className="mt-auto flex min-h-(--size-control) items-center justify-between gap-3">
        {room.live ? (
          <LiveSign live={room.live} />
        ) : (
          <span className="text-13 text-muted">{t(`preset.${room.preset}`)}</span>
        )}
        {/* The whole card is the link; this only shows what a click does. */}
        <span aria-hidden="true" className={buttonClass(room.live ? 'primary' : 'secondary')}>
          {t('join')}
        </span>
      </div>
    </Card>
  );
}
