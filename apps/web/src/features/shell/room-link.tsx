import type { Room } from '@converge/protocol/rest/rooms';
import { Radio } from 'lucide-react';
import { NavLink } from 'react-router';
import { cx } from '../../design/cx.ts';
import { RoomSign } from '../../design/room-sign.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { roomName, roomPath } from '../rooms/room-words.ts';

/** A room in the sidebar. */
export function RoomLink({ room }: { room: Room }) {
  const t = useWords('common');
  const format = useFormat();
  return (
    <li>
      <NavLink
        to={roomPath(room.id)}
        className={({ isActive }) =>
          cx(
            'flex min-h-(--size-control) items-center gap-2.5 rounded-control px-2 hover:bg-surface-2 hover:text-strong',
            isActive ? 'bg-surface-3 text-strong forced-chosen' : 'text-normal',
          )
        }
      >
        <RoomSign id={room.id} size="small" />
        <span className="min-w-0 grow truncate">{roomName(room)}</span>
        {room.live && (
          <span className="flex items-center gap-1 text-12 font-semibold text-live-text tabular">
            <Radio aria-hidden="true" className="size-3.5" />
            {room.live.count === null ? (
              <span className="sr-only">{t('live')}</span>
            ) : (
              <>
                <span className="sr-only">{t('inside', { count: room.live.count })}</span>
                <span aria-hidden="true">{format.number(room.live.count)}</span>
              </>
            )}
          </span>
        )}
      </NavLink>
    </li>
  );
}
