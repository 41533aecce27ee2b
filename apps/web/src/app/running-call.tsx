import { lazy, Suspense } from 'react';
import { callSession } from '../data/call-session.ts';
import { useValue } from '../data/use-value.ts';
import { loadWords } from '../i18n/words.ts';

const CallDock = lazy(async () => {
  const [module] = await Promise.all([
    import('../features/call/live/call-dock.tsx'),
    loadWords('call'),
  ]);
  return module;
});

/** The call that goes on while one walks through other pages; its code comes with the first call. */
export function RunningCall() {
  const session = useValue(callSession);
  if (!session) return null;
  return (
    <Suspense>
      <CallDock />
    </Suspense>
  );
}
