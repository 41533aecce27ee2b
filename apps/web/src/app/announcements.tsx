import { CloudOff } from 'lucide-react';
import { Suspense, useEffect, useRef, useSyncExternalStore } from 'react';
import { useConnection } from '../data/connection.ts';
import { lazyPart } from '../design/lazy-part.ts';
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

/** One quiet bar while the server is out of reach. */
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
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 top-0 z-50 flex justify-center"
    >
      {connection === 'lost' && (
        <p className="m-2 flex items-center gap-2 rounded-full border border-line bg-warning-soft px-4 py-1.5 text-13 font-semibold text-warning-text shadow-float">
          <CloudOff aria-hidden="true" className="size-4 shrink-0" />
          {t('offline')}
        </p>
      )}
    </div>
  );
}
