import type { OpenRoom } from '@converge/protocol/rest/rooms';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useOpenRooms } from '../../data/rooms.ts';
import { useSpace } from '../../data/space.ts';
import { Button, buttonClass } from '../../design/button.tsx';
import { Field } from '../../design/field.tsx';
import { Mark } from '../../design/mark.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { EmptyState } from '../../design/states.tsx';
import { TextInput } from '../../design/text-input.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { QueryFault } from '../faults/query-fault.tsx';
import { PageBody } from '../page/page-body.tsx';
import { usePageTitle } from '../page/use-page-title.ts';
import { arrangeOpen, finder } from './arrange.ts';
import { CardGrid, CardGridSkeleton } from './card-grid.tsx';
import { CodeForm } from './code-form.tsx';
import { OpenRoomCard } from './open-room-card.tsx';

/** The main page of whoever isn't signed in: what this place is called, and the ways into a room. */
export function MainPage() {
  const t = useWords('main');
  const space = useSpace().data;
  usePageTitle();
  return (
    <PageBody>
      <div className="flex flex-col gap-10">
        <section className="flex flex-col gap-6 pt-4 sm:pt-10">
          {space ? (
            <h1 className="max-w-3xl text-32">{space.name}</h1>
          ) : (
            <Skeleton className="h-10 w-64" />
          )}
          {space?.fresh ? <FreshSpace /> : <CodeForm className="max-w-xl" />}
        </section>
        {!space?.fresh && <OpenRooms title={t('open.title')} />}
      </div>
    </PageBody>
  );
}

/** Nobody has an account yet: the one thing to do. */
function FreshSpace() {
  const t = useWords('main');
  return (
    <EmptyState
      picture={<Mark className="size-14" />}
      title={t('fresh.title')}
      help={t('fresh.help')}
      action={
        <Link to="/register" className={buttonClass('primary', 'large')}>
          {t('fresh.action')}
        </Link>
      }
    />
  );
}

/** Fewer than this are seen at a glance; a field to search them would only stand in the way. */
const searchedFrom = 7;

/** Live ones first; among many a field finds one by its name, its code or who teaches. */
function OpenRooms({ title }: { title: string }) {
  const t = useWords('main');
  const rooms = useOpenRooms();
  const [query, setQuery] = useState('');
  const searched = query !== '' || (rooms.data?.length ?? 0) >= searchedFrom;
  return (
    <section aria-labelledby="open-rooms" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <h2 id="open-rooms" className="text-20">
          {title}
        </h2>
        {searched && (
          <search className="grow sm:max-w-xs">
            <Field label={t('find')} hideLabel>
              {(control) => (
                <TextInput
                  {...control}
                  type="search"
                  value={query}
                  placeholder={t('find')}
                  icon={<Search aria-hidden="true" className="size-4" />}
                  onChange={(event) => setQuery(event.target.value)}
                />
              )}
            </Field>
          </search>
        )}
      </div>
      {rooms.isError && !rooms.data ? (
        <QueryFault error={rooms.error} onRetry={() => void rooms.refetch()} />
      ) : !rooms.data ? (
        <CardGridSkeleton size="large" count={3} />
      ) : rooms.data.length === 0 ? (
        <EmptyState
          picture={<Mark className="size-14" />}
          title={t('open.empty.title')}
          help={t('open.empty.help')}
        />
      ) : (
        <RoomCards rooms={rooms.data} query={query} onReset={() => setQuery('')} />
      )}
    </section>
  );
}

function RoomCards({
  rooms,
  query,
  onReset,
}: {
  rooms: readonly OpenRoom[];
  query: string;
  onReset(): void;
}) {
  const t = useWords('main');
  const { compare } = useFormat();
  const fits = finder(query);
  const found = arrangeOpen(rooms, [], compare).filter((room) =>
    fits(`${room.name} ${room.code} ${room.owner}`),
  );
  return (
    <>
      <p role="status" className="sr-only">
        {query !== '' && t('found', { count: found.length })}
      </p>
      {found.length === 0 ? (
        <EmptyState
          title={t('find.none', { query })}
          action={<Button onClick={onReset}>{t('find.all')}</Button>}
        />
      ) : (
        <CardGrid size="large">
          {found.map((room) => (
            <OpenRoomCard key={room.id} room={room} />
          ))}
        </CardGrid>
      )}
    </>
  );
}
