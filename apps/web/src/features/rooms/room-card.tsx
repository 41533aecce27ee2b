import type { ListedRoom } from '@converge/protocol/rest/rooms';
import { Link } from 'react-router';
import { Card } from '../../design/card.tsx';
import { Checkbox } from '../../design/checkbox.tsx';
import { RoomSign } from '../../design/room-sign.tsx';
import { useWords } from '../../i18n/words.ts';
import { HeldSign } from './held-sign.tsx';
import { LastLive } from './last-live.tsx';
import { LiveSign } from './live-sign.tsx';
import { MainAction } from './main-action.tsx';
import { RoomMenu } from './room-menu.tsx';
import { roomName, roomPath } from './room-words.ts';
import type { Chosen } from './use-chosen.ts';

/**
 * One of one's own rooms: its name leads to its page, the button into its call. While
 * rooms are chosen, a click anywhere on it ticks it.
 */
export function RoomCard({ room, chosen }: { room: ListedRoom; chosen: Chosen | null }) {
  const t = useWords('common');
  return (
    <Card className="relative flex flex-col gap-3 transition-[border-color] hover:border-line-control has-checked:border-accent has-checked:bg-accent-soft has-checked:forced-chosen">
      <div className="flex items-start gap-3">
        {chosen ? <Tick room={room} chosen={chosen} /> : <RoomSign id={room.id} />}
        <div className="min-w-0 grow">
          <h2 className="line-clamp-2 text-16">
            {chosen ? (
              roomName(room)
            ) : (
              <Link
                to={roomPath(room.id)}
                className="after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-focus"
              >
                {roomName(room)}
              </Link>
            )}
          </h2>
          <p className="text-13 text-muted">
            {t(`preset.${room.preset}`)} · {t(`access.${room.access}`)}
          </p>
          <p className="text-13 text-muted empty:hidden">
            <HeldSign held={room.held} />
          </p>
        </div>
        {!chosen && <RoomMenu room={room} className="relative -mt-1 -mr-2" />}
      </div>
      <div className="mt-auto flex items-center justify-between gap-3">
        {room.live ? (
          <LiveSign live={room.live} />
        ) : (
          <span className="line-clamp-2 text-13 text-muted">
            <LastLive at={room.lastLiveAt} sentence />
          </span>
        )}
        {!chosen && <MainAction room={room} className="relative shrink-0" />}
      </div>
    </Card>
  );
}

/** The box over the whole card. */
function Tick({ room, chosen }: { room: ListedRoom; chosen: Chosen }) {
  const t = useWords('rooms');
  const name = roomName(room);
  const open = chosen.choosable(room);
  return (
    <Checkbox
      label={t(open ? 'choose.room' : 'choose.notYours', { name })}
      hideLabel
      checked={chosen.has(room)}
      disabled={!open}
      onChange={() => chosen.toggle(room)}
      className="-m-1 after:absolute after:inset-0 after:rounded-card"
    />
  );
}
