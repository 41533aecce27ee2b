import type { RoomState } from '@converge/protocol/permissions';
import type { ListedRoom } from '@converge/protocol/rest/rooms';
import { Link } from 'react-router';
import { useAllRooms } from '../../../data/admin.ts';
import { Badge } from '../../../design/badge.tsx';
import { RoomSign } from '../../../design/room-sign.tsx';
import { Segmented } from '../../../design/segmented.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { EmptyState } from '../../../design/states.tsx';
import { Cell, HeadCell, Table } from '../../../design/table.tsx';
import { useWords } from '../../../i18n/words.ts';
import { QueryFault } from '../../faults/query-fault.tsx';
import { HeldSign } from '../../rooms/held-sign.tsx';
import { LastLive } from '../../rooms/last-live.tsx';
import { LiveSign } from '../../rooms/live-sign.tsx';
import { RoomMenu } from '../../rooms/room-menu.tsx';
import { roomName, roomPath } from '../../rooms/room-words.ts';
import { AdminPage } from '../frame/admin-page.tsx';
import { Paging } from '../frame/paging.tsx';
import { SearchField } from '../frame/search-field.tsx';
import { useSearch } from '../frame/use-search.ts';

const states = ['active', 'archived'] as const satisfies readonly RoomState[];

/** All rooms of the space (ADMIN-8). */
export function AllRoomsPage() {
  return (
    <AdminPage area="rooms">
      <Rooms />
    </AdminPage>
  );
}

function Rooms() {
  const t = useWords('adminRooms');
  const search = useSearch<RoomState>('active');
  const { asked, state, offset } = search;
  const rooms = useAllRooms({ query: asked, state, offset });
  return (
    <div className="flex flex-col gap-4">
      <search className="flex flex-wrap items-center gap-3">
        <SearchField label={t('search')} value={search.query} onChange={search.setQuery} />
        <Segmented
          label={t('state.label')}
          value={state}
          segments={states.map((value) => ({ value, label: t(`state.${value}`) }))}
          onChange={(value: RoomState) => search.setState(value)}
          className="max-sm:w-full"
        />
      </search>
      {rooms.data ? (
        rooms.data.rooms.length === 0 ? (
          <EmptyState title={t('none')} />
        ) : (
          <RoomTable rooms={rooms.data.rooms} />
        )
      ) : rooms.isError ? (
        <QueryFault error={rooms.error} onRetry={() => void rooms.refetch()} />
      ) : (
        <Skeleton className="h-96 rounded-card" />
      )}
      {rooms.data && (
        <Paging
          offset={offset}
          shown={rooms.data.rooms.length}
          total={rooms.data.total}
          onTurn={search.setOffset}
        />
      )}
    </div>
  );
}

function RoomTable({ rooms }: { rooms: readonly ListedRoom[] }) {
  const t = useWords('adminRooms');
  const common = useWords('common');
  return (
    <Table
      label={t('table')}
      head={
        <>
          <HeadCell>{t('column.room')}</HeadCell>
          <HeadCell className="max-sm:hidden">{t('column.owner')}</HeadCell>
          <HeadCell className="max-lg:hidden">{t('column.access')}</HeadCell>
          <HeadCell className="max-md:hidden">{t('column.live')}</HeadCell>
          <HeadCell className="max-lg:hidden">{t('column.files')}</HeadCell>
          <HeadCell>
            <span className="sr-only">{t('column.actions')}</span>
          </HeadCell>
        </>
      }
    >
      {rooms.map((room) => (
        <tr key={room.id} className="hover:bg-surface-2">
          <th scope="row" className="w-full px-4 py-2 text-left font-semibold">
            <span className="flex items-center gap-3">
              <RoomSign id={room.id} size="small" />
              <span className="min-w-0">
                <span className="flex flex-wrap items-center gap-x-2">
                  <Link
                    to={roomPath(room.id)}
                    className="wrap-anywhere text-strong hover:underline"
                  >
                    {roomName(room)}
                  </Link>
                  {room.state === 'archived' && <Badge>{t('badge.archived')}</Badge>}
                </span>
                <span className="block text-13 font-regular text-muted sm:hidden">
                  {room.owner.name}
                </span>
                {room.live && (
                  <span className="block md:hidden">
                    <LiveSign live={room.live} />
                  </span>
                )}
              </span>
            </span>
          </th>
          <Cell className="min-w-44 wrap-anywhere max-sm:hidden">{room.owner.name}</Cell>
          <Cell className="whitespace-nowrap text-muted max-lg:hidden">
            {common(`access.${room.access}`)}
          </Cell>
          <Cell className="whitespace-nowrap text-muted tabular max-md:hidden">
            {room.live ? <LiveSign live={room.live} /> : <LastLive at={room.lastLiveAt} />}
          </Cell>
          <Cell className="text-muted max-lg:hidden">
            <HeldSign held={room.held} />
          </Cell>
          <Cell>
            <RoomMenu room={room} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
