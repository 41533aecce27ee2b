import { useOpenRooms, useRooms } from '../../data/rooms.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { PageBody } from '../page/page-body.tsx';
import { usePageTitle } from '../page/use-page-title.ts';
import { arrangeOpen } from './arrange-open.ts';
import { MyRooms } from './my-rooms.tsx';
import { NewRoom } from './new-room.tsx';
import { OpenRooms } from './open-rooms.tsx';
import { useMayCreate } from './use-rights.ts';

/** The main page of whoever is signed in. */
export function RoomsPage() {
  const t = useWords('rooms');
  const mayCreate = useMayCreate();
  const mine = useRooms().data;
  usePageTitle(t('title'));
  return (
    <PageBody>
      <div className="flex flex-col gap-10">
        <section className="flex flex-col gap-4">
          <div className="flex min-h-(--size-control) flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <h1 className="text-24">{t('title')}</h1>
            {/* An empty page has this button in its middle. */}
            {mayCreate && mine?.length !== 0 && <NewRoom />}
          </div>
          <MyRooms />
        </section>
        <OpenToAll />
      </div>
    </PageBody>
  );
}

/** The open rooms of others: for a member without rooms of their own, the way in. */
function OpenToAll() {
  const t = useWords('rooms');
  const { compare } = useFormat();
  const open = useOpenRooms().data;
  const mine = useRooms().data;
  if (!open || !mine) return null;
  const others = arrangeOpen(open, mine, compare);
  if (others.length === 0) return null;
  return <OpenRooms title={t('open.title')} rooms={others} />;
}
