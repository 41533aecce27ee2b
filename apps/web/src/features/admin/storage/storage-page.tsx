import { History } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useStorage } from '../../../data/storage.ts';
import { Button } from '../../../design/button.tsx';
import { lazyPart } from '../../../design/lazy-part.ts';
import { Segmented } from '../../../design/segmented.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { useWords } from '../../../i18n/words.ts';
import { QueryFault } from '../../faults/query-fault.tsx';
import { AdminPage } from '../frame/admin-page.tsx';
import { PeopleBySize } from './people-by-size.tsx';
import { RoomsBySize } from './rooms-by-size.tsx';
import { Sums } from './sums.tsx';

const ForgetOld = lazyPart(() => import('./forget-old.tsx'));

const views = ['rooms', 'people'] as const;
type View = (typeof views)[number];

/** What files take, and where (ADMIN-13). */
export function StoragePage() {
  const t = useWords('adminStorage');
  const [asking, setAsking] = useState(false);
  return (
    <AdminPage
      area="storage"
      actions={
        <Button
          icon={<History aria-hidden="true" className="size-4" />}
          onClick={() => setAsking(true)}
        >
          {t('old')}
        </Button>
      }
    >
      <Storage />
      <Suspense>{asking && <ForgetOld onClose={() => setAsking(false)} />}</Suspense>
    </AdminPage>
  );
}

function Storage() {
  const t = useWords('adminStorage');
  const [view, setView] = useState<View>('rooms');
  const storage = useStorage();
  if (storage.isError && !storage.data) {
    return <QueryFault error={storage.error} onRetry={() => void storage.refetch()} />;
  }
  if (!storage.data) return <Skeleton className="h-96 rounded-card" />;
  return (
    <div className="flex flex-col gap-6">
      <Sums storage={storage.data} />
      <section className="flex flex-col gap-4">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 className="text-16">{t('where')}</h2>
          <Segmented
            label={t('view')}
            value={view}
            segments={views.map((value) => ({ value, label: t(`view.${value}`) }))}
            onChange={(value: View) => setView(value)}
          />
        </div>
        {view === 'rooms' ? <RoomsBySize space={storage.data} /> : <PeopleBySize />}
      </section>
    </div>
  );
}
