import { Suspense, useEffect, useRef, useSyncExternalStore } from 'react';
import { useConnection } from '../data/connection.ts';
import { lazyPart } from '../design/lazy-part.ts';
import { LineBar } from '../design/line-bar.tsx';
import { toast, toastStore } from '../design/toast.ts';
import { useWords } from '../i18n/words.ts';

const ToastRegion = lazyPart(() => import('../design/toast-region.tsx'));

/** What concerns every page: the line to the server, and short messages. */
export function Announcements() {
  const t = useWords('common');
  const wanted = useSyncExternalStore(toastStore.subscribe, toastStore.wanted);
  return (
    <>
      <OfflineBar />
      {wanted && (
        <Suspense>
          <ToastRegion label={t('notices')} closeLabel={t('close')} />
        </Suspense>
      )}
    </>
  );
}

/** Learnt from requests, and said on every page. */
function OfflineBar() {
  const t = useWords('common');
  const connection = useConnection();
  const before = useRef(connection);
  useEffect(() => {
    if (before.current === 'lost' && connection === 'fine') {
      toast({ title: t('onlineAgain'), tone: 'success' });
    }
    before.current = connection;
  }, [connection, t]);
  return <LineBar shown={connection === 'lost'} words={t('offline')} short={t('offline.short')} />;
}
