import type { StorageAnswer, StorageRoom } from '@converge/protocol/rest/storage';
import { SlidersHorizontal } from 'lucide-react';
import { Suspense, useState } from 'react';
import { Link } from 'react-router';
import { useRoomsBySize } from '../../../data/storage.ts';
import { IconButton } from '../../../design/icon-button.tsx';
import { lazyPart } from '../../../design/lazy-part.ts';
import { Skeleton } from '../../../design/skeleton.tsx';
import { EmptyState } from '../../../design/states.tsx';
import { Cell, HeadCell, Table } from '../../../design/table.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import { QueryFault } from '../../faults/query-fault.tsx';
import { roomName, roomPath } from '../../rooms/room-words.ts';
import { Paging } from '../frame/paging.tsx';
import { useSort } from './use-sort.ts';

const Quota = lazyPart(() => import('./quota.tsx'));

type Space = Pick<StorageAnswer, 'roomQuotaMb' | 'handInShare'>;
const mebibyte = 1024 * 1024;

/** Rooms by what their files take, each with how much that may be. */
export function RoomsBySize({ space }: { space: Space }) {
  const t = useWords('adminStorage');
  const { query, head, offset, setOffset } = useSort();
  const rooms = useRoomsBySize(query);
  const [open, setOpen] = useState<StorageRoom | null>(null);
  if (rooms.isError && !rooms.data) {
    return <QueryFault error={rooms.error} onRetry={() => void rooms.refetch()} />;
  }
  if (!rooms.data) return <Skeleton className="h-80 rounded-card" />;
  if (rooms.data.total === 0) return <EmptyState title={t('rooms.none')} />;
  return (
    <>
      <Table
        label={t('rooms.table')}
        head={
          <>
            <HeadCell {...head('name')}>{t('column.room')}</HeadCell>
            <HeadCell className="max-md:hidden" {...head('count')}>
              {t('column.files')}
            </HeadCell>
            <HeadCell className="max-md:hidden">{t('column.handIns')}</HeadCell>
            <HeadCell className="max-sm:[&_button]:px-1" {...head('bytes')}>
              {t('column.size')}
            </HeadCell>
            <HeadCell>
              <span className="sr-only">{t('column.quota')}</span>
            </HeadCell>
          </>
        }
      >
        {rooms.data.rooms.map((room) => (
          <Row key={room.id} room={room} space={space} onOpen={() => setOpen(room)} />
        ))}
      </Table>
      <Paging
        offset={offset}
        shown={rooms.data.rooms.length}
        total={rooms.data.total}
        onTurn={setOffset}
      />
      <Suspense>
        {open && <Quota room={open} spaceMb={space.roomQuotaMb} onClose={() => setOpen(null)} />}
      </Suspense>
    </>
  );
}

function Row({ room, space, onOpen }: { room: StorageRoom; space: Space; onOpen(): void }) {
  const t = useWords('adminStorage');
  const format = useFormat();
  const max = (room.quotaMb ?? space.roomQuotaMb) * mebibyte;
  const own = room.quotaMb !== null;
  return (
    <tr className="hover:bg-surface-2">
      <th scope="row" className="w-full px-4 py-2 text-left font-semibold">
        <Link to={roomPath(room.id)} className="wrap-anywhere text-strong hover:underline">
          {roomName(room)}
        </Link>
        <span className="block text-13 font-regular wrap-anywhere text-muted">{room.owner}</span>
      </th>
      <Cell className="text-muted tabular max-md:hidden">{format.number(room.count)}</Cell>
      <Cell className="whitespace-nowrap text-muted tabular max-md:hidden">
        {format.bytes(room.handIns)}
      </Cell>
      <Cell className="min-w-36 tabular max-sm:min-w-28 max-sm:px-1">
        <span className="block whitespace-nowrap text-strong">{format.bytes(room.bytes)}</span>
        <span className="block text-13 whitespace-nowrap text-muted">
          {t(own ? 'ofOwn' : 'of', { max: format.bytes(max) })}
        </span>
        <span
          aria-hidden="true"
          className="mt-1 block h-1 overflow-hidden rounded-full bg-surface-3"
        >
          <span
            className={`block h-full ${room.bytes > max * 0.9 ? 'bg-danger' : 'bg-accent'}`}
            style={{ width: `${Math.min(100, (room.bytes / max) * 100)}%` }}
          />
        </span>
      </Cell>
      <Cell>
        <IconButton
          label={t('quotaOf', { name: roomName(room) })}
          icon={<SlidersHorizontal aria-hidden="true" className="size-4" />}
          onClick={onOpen}
        />
      </Cell>
    </tr>
  );
}
