import type { Room } from '@converge/protocol/rest/rooms';
import { Link } from 'react-router';
import { Badge } from '../../design/badge.tsx';
import { RoomSign } from '../../design/room-sign.tsx';
import { Cell, HeadCell, Table } from '../../design/table.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import type { Order } from './arrange.ts';
import { LiveSign } from './live-sign.tsx';
import { MainAction } from './main-action.tsx';
import { RoomMenu } from './room-menu.tsx';
import { roomName, roomPath } from './room-words.ts';

/** One's rooms as a table: the same rows, the same actions, more of them at once. */
export function RoomsTable({
  rooms,
  order,
  onOrder,
}: {
  rooms: readonly Room[];
  order: Order;
  onOrder(order: Order): void;
}) {
  const t = useWords('rooms');
  return (
    <Table
      label={t('mine.title')}
      head={
        <>
          <HeadCell
            sorted={order === 'name' ? 'ascending' : undefined}
            onSort={() => onOrder('name')}
          >
            {t('column.room')}
          </HeadCell>
          <HeadCell>{t('column.kind')}</HeadCell>
          <HeadCell>{t('column.access')}</HeadCell>
          <HeadCell
            sorted={order === 'live' ? 'descending' : undefined}
            onSort={() => onOrder('live')}
          >
            {t('column.live')}
          </HeadCell>
          <HeadCell
            sorted={order === 'newest' ? 'descending' : undefined}
            onSort={() => onOrder('newest')}
          >
            {t('column.created')}
          </HeadCell>
          <HeadCell>
            <span className="sr-only">{t('column.actions')}</span>
          </HeadCell>
        </>
      }
    >
      {rooms.map((room) => (
        <Row key={room.id} room={room} />
      ))}
    </Table>
  );
}

function Row({ room }: { room: Room }) {
  const t = useWords('rooms');
  const common = useWords('common');
  const format = useFormat();
  return (
    <tr className="hover:bg-surface-2">
      <th scope="row" className="min-w-48 px-4 py-2 text-left font-semibold">
        <span className="flex items-center gap-3">
          <RoomSign id={room.id} size="small" />
          <Link to={roomPath(room.id)} className="line-clamp-2 text-strong hover:underline">
            {roomName(room)}
          </Link>
          {room.state === 'archived' && <Badge>{t('archived.badge')}</Badge>}
        </span>
      </th>
      <Cell className="text-muted">{common(`preset.${room.preset}`)}</Cell>
      <Cell className="whitespace-nowrap text-muted">{common(`access.${room.access}`)}</Cell>
      <Cell className="whitespace-nowrap text-muted tabular">
        {room.live ? (
          <LiveSign live={room.live} />
        ) : (
          (room.lastLiveAt && format.relative(room.lastLiveAt)) || common('neverLive')
        )}
      </Cell>
      <Cell className="whitespace-nowrap text-muted tabular">{format.date(room.createdAt)}</Cell>
      <Cell>
        <span className="flex items-center justify-end gap-1">
          <MainAction room={room} />
          <RoomMenu room={room} />
        </span>
      </Cell>
    </tr>
  );
}
