import type { ListedRoom } from '@converge/protocol/rest/rooms';
import { Link } from 'react-router';
import { Badge } from '../../design/badge.tsx';
import { Checkbox } from '../../design/checkbox.tsx';
import { RoomSign } from '../../design/room-sign.tsx';
import { Cell, HeadCell, Table } from '../../design/table.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { type Column, directionOf, type Order, turned } from './arrange.ts';
import { HeldSign } from './held-sign.tsx';
import { LastLive } from './last-live.tsx';
import { LiveSign } from './live-sign.tsx';
import { MainAction } from './main-action.tsx';
import { RoomMenu } from './room-menu.tsx';
import { roomName, roomPath } from './room-words.ts';
import type { Chosen } from './use-chosen.ts';

/** As they stand beside each other; how they are sorted at first is another order. */
const inRow: readonly Column[] = ['name', 'kind', 'access', 'live', 'files', 'made'];

/** One's rooms as a table: the same rows, the same actions, more of them at once. */
export function RoomsTable({
  rooms,
  order,
  chosen,
  onOrder,
}: {
  rooms: readonly ListedRoom[];
  order: Order;
  /** null: nobody chooses now. */
  chosen: Chosen | null;
  onOrder(order: Order): void;
}) {
  const t = useWords('rooms');
  return (
    <Table
      label={t('mine.title')}
      head={
        <>
          {chosen && (
            <HeadCell>
              <span className="sr-only">{t('choose')}</span>
            </HeadCell>
          )}
          {inRow.map((column) => (
            <HeadCell
              key={column}
              sorted={order.by === column ? directionOf(order) : undefined}
              onSort={() => onOrder(turned(order, column))}
            >
              {t(`column.${column}`)}
            </HeadCell>
          ))}
          <HeadCell>
            <span className="sr-only">{t('column.actions')}</span>
          </HeadCell>
        </>
      }
    >
      {rooms.map((room) => (
        <Row key={room.id} room={room} chosen={chosen} />
      ))}
    </Table>
  );
}

function Row({ room, chosen }: { room: ListedRoom; chosen: Chosen | null }) {
  const t = useWords('rooms');
  const common = useWords('common');
  const format = useFormat();
  const name = roomName(room);
  const open = chosen?.choosable(room) ?? false;
  return (
    <tr className={chosen?.has(room) ? 'bg-accent-soft' : 'hover:bg-surface-2'}>
      {chosen && (
        <td className="pl-2">
          <Checkbox
            label={t(open ? 'choose.room' : 'choose.notYours', { name })}
            hideLabel
            checked={chosen.has(room)}
            disabled={!open}
            onChange={() => chosen.toggle(room)}
          />
        </td>
      )}
      <th scope="row" className="min-w-48 px-4 py-2 text-left font-semibold">
        <span className="flex items-center gap-3">
          <RoomSign id={room.id} size="small" />
          <Link to={roomPath(room.id)} className="line-clamp-2 text-strong hover:underline">
            {name}
          </Link>
          {room.state === 'archived' && <Badge>{t('archived.badge')}</Badge>}
        </span>
      </th>
      <Cell className="text-muted">{common(`preset.${room.preset}`)}</Cell>
      <Cell className="whitespace-nowrap text-muted">{common(`access.${room.access}`)}</Cell>
      <Cell className="whitespace-nowrap text-muted tabular">
        {room.live ? <LiveSign live={room.live} /> : <LastLive at={room.lastLiveAt} />}
      </Cell>
      <Cell className="text-muted">
        <HeldSign held={room.held} />
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
