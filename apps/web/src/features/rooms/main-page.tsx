import { Link } from 'react-router';
import { useOpenRooms } from '../../data/rooms.ts';
import { useSpace } from '../../data/space.ts';
import { buttonClass } from '../../design/button.tsx';
import { Mark } from '../../design/mark.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { EmptyState } from '../../design/states.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { QueryFault } from '../faults/query-fault.tsx';
import { PageBody } from '../page/page-body.tsx';
import { usePageTitle } from '../page/use-page-title.ts';
import { arrangeOpen } from './arrange-open.ts';
import { CardGridSkeleton } from './card-grid.tsx';
import { CodeForm } from './code-form.tsx';
import { OpenRooms } from './open-rooms.tsx';

/** The main page of whoever isn't signed in: what this place is called, and the ways into a room. */
export function MainPage() {
  const space = useSpace().data;
  usePageTitle();
  return (
    <PageBody>
      {/* As wide as the way into a room, where most go on to. */}
      <div className="mx-auto flex max-w-5xl flex-col gap-10">
        <section className="flex flex-col gap-6 pt-4 sm:pt-10">
          {space ? (
            <h1 className="max-w-3xl text-32">{space.name}</h1>
          ) : (
            <Skeleton className="h-10 w-64" />
          )}
          {space?.fresh ? <FreshSpace /> : <CodeForm className="max-w-xl" />}
        </section>
        {!space?.fresh && <OpenToAll />}
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

/** Live ones first; where there is none, how one comes in all the same. */
function OpenToAll() {
  const t = useWords('main');
  const { compare } = useFormat();
  const rooms = useOpenRooms();
  return (
    <OpenRooms
      title={t('open.title')}
      rooms={arrangeOpen(rooms.data ?? [], [], compare)}
      instead={
        rooms.data ? (
          <EmptyState
            picture={<Mark className="size-14" />}
            title={t('open.empty.title')}
            help={t('open.empty.help')}
          />
        ) : rooms.isError ? (
          <QueryFault error={rooms.error} onRetry={() => void rooms.refetch()} />
        ) : (
          <CardGridSkeleton size="large" count={3} />
        )
      }
    />
  );
}
