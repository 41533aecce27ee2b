import type { OpenRoom } from '@converge/protocol/rest/rooms';
import { Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Field } from '../../design/field.tsx';
import { EmptyState } from '../../design/states.tsx';
import { TextInput } from '../../design/text-input.tsx';
import { useWords } from '../../i18n/words.ts';
import { CardGrid } from './card-grid.tsx';
import { finder } from './finder.ts';
import { OpenRoomCard } from './open-room-card.tsx';

/** Fewer than this are seen at a glance; a field to search them would only stand in the way. */
const searchedFrom = 7;

/** Open rooms as they come; among many a field finds one by its name, its code or who teaches. */
export function OpenRooms({
  title,
  rooms,
  instead = null,
}: {
  title: string;
  rooms: readonly OpenRoom[];
  /** Stands in their place while there are none. */
  instead?: ReactNode;
}) {
  const t = useWords('common');
  const [query, setQuery] = useState('');
  const searched = query !== '' || rooms.length >= searchedFrom;
  return (
    <section aria-labelledby="open-rooms" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <h2 id="open-rooms" className="text-20">
          {title}
        </h2>
        {searched && (
          <search className="grow sm:max-w-xs">
            <Field label={t('openRooms.find')} hideLabel>
              {(control) => (
                <TextInput
                  {...control}
                  type="search"
                  value={query}
                  placeholder={t('openRooms.find')}
                  icon={<Search aria-hidden="true" className="size-4" />}
                  onChange={(event) => setQuery(event.target.value)}
                />
              )}
            </Field>
          </search>
        )}
      </div>
      {rooms.length === 0 ? (
        instead
      ) : (
        <Found rooms={rooms} query={query} onReset={() => setQuery('')} />
      )}
    </section>
  );
}

function Found({
  rooms,
  query,
  onReset,
}: {
  rooms: readonly OpenRoom[];
  query: string;
  onReset(): void;
}) {
  const t = useWords('common');
  const fits = finder(query);
  const found = rooms.filter((room) => fits(`${room.name} ${room.code} ${room.owner}`));
  return (
    <>
      <p role="status" className="sr-only">
        {query !== '' && t('openRooms.found', { count: found.length })}
      </p>
      {found.length === 0 ? (
        <EmptyState
          title={t('openRooms.none', { query })}
          action={<Button onClick={onReset}>{t('openRooms.all')}</Button>}
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
