import { Suspense } from 'react';
import { useRooms } from '../../data/rooms.ts';
import { Button } from '../../design/button.tsx';
import { lazyPart } from '../../design/lazy-part.ts';
import { Mark } from '../../design/mark.tsx';
import { EmptyState } from '../../design/states.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { QueryFault } from '../faults/query-fault.tsx';
import { arrange } from './arrange.ts';
import { CardGrid, CardGridSkeleton } from './card-grid.tsx';
import { NewRoom } from './new-room.tsx';
import { RoomCard } from './room-card.tsx';
import { RoomsTable } from './rooms-table.tsx';
import { RoomsToolbar } from './rooms-toolbar.tsx';
import { useChosen } from './use-chosen.ts';
import { useMayCreate } from './use-rights.ts';
import { type RoomView, useRoomView } from './use-room-view.ts';

const SeveralBar = lazyPart(() => import('./several/several-bar.tsx'));

/** The rooms one owns or belongs to, as cards or as a table. */
export function MyRooms() {
  const t = useWords('rooms');
  const { compare } = useFormat();
  const rooms = useRooms();
  const [view, change] = useRoomView();
  const found = rooms.data ? arrange(rooms.data, view, compare) : [];
  const choosing = useChosen(found);
  const { chosen } = choosing;
  if (rooms.isError && !rooms.data) {
    return <QueryFault error={rooms.error} onRetry={() => void rooms.refetch()} />;
  }
  if (!rooms.data) {
    return (
      <div className="flex flex-col gap-4">
        <RoomsToolbar view={view} choosing={false} onChange={change} onChoose={null} />
        <CardGridSkeleton size="normal" count={6} />
      </div>
    );
  }
  if (rooms.data.length === 0) return <NoRooms />;
  return (
    <div className="flex flex-col gap-4">
      <RoomsToolbar
        view={view}
        choosing={chosen !== null}
        onChange={change}
        onChoose={chosen ? choosing.end : choosing.choosable.length > 0 ? choosing.begin : null}
      />
      {chosen && (
        <Suspense>
          <SeveralBar
            shown={choosing.choosable}
            chosen={choosing.rooms}
            onChoose={choosing.choose}
            onClose={choosing.end}
          />
        </Suspense>
      )}
      <p role="status" className="sr-only">
        {t('found', { count: found.length })}
      </p>
      {found.length === 0 ? (
        <NothingFound view={view} onReset={() => change({ query: '', show: 'active' })} />
      ) : view.view === 'table' ? (
        <RoomsTable
          rooms={found}
          order={view.order}
          chosen={chosen}
          onOrder={(order) => change({ order })}
        />
      ) : (
        <CardGrid size="normal">
          {found.map((room) => (
            <RoomCard key={room.id} room={room} chosen={chosen} />
          ))}
        </CardGrid>
      )}
    </div>
  );
}

function NoRooms() {
  const t = useWords('rooms');
  const mayCreate = useMayCreate();
  return (
    <EmptyState
      picture={<Mark className="size-14" />}
      title={t('empty.title')}
      help={t(mayCreate ? 'empty.canCreate' : 'empty.cannotCreate')}
      action={mayCreate && <NewRoom />}
    />
  );
}

function NothingFound({ view, onReset }: { view: RoomView; onReset(): void }) {
  const t = useWords('rooms');
  if (view.query) {
    return (
      <EmptyState
        title={t('empty.search.title', { query: view.query })}
        action={<Button onClick={onReset}>{t('empty.search.action')}</Button>}
      />
    );
  }
  if (view.show === 'live') {
    return <EmptyState title={t('empty.live.title')} help={t('empty.live.help')} />;
  }
  if (view.show === 'archived') {
    return <EmptyState title={t('empty.archived.title')} help={t('empty.archived.help')} />;
  }
  return <NoRooms />;
}
