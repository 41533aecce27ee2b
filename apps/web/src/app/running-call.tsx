import { Suspense, useEffect } from 'react';
import { callSession, dismissCall } from '../data/call-session.ts';
import { useMe } from '../data/space.ts';
import { useValue } from '../data/use-value.ts';
import { lazyPart } from '../design/lazy-part.ts';
import { loadWords } from '../i18n/words.ts';

const CallDock = lazyPart(async () => {
  const [module] = await Promise.all([
    import('../features/call/live/call-dock.tsx'),
    loadWords('call'),
  ]);
  return module;
});

/** The call that goes on while one walks through other pages; its code comes with the first call. */
export function RunningCall() {
  const session = useValue(callSession);
  const me = useMe();
  const identity = session?.live.identity;
  const gone =
    identity?.kind === 'account' && me !== undefined && (me === null || me.id !== identity.id);
  // Who signs out, or in as somebody else, doesn't stay in the call as who they were.
  useEffect(() => {
    if (gone) dismissCall();
  }, [gone]);
  if (!session) return null;
  return (
    <Suspense>
      <CallDock />
    </Suspense>
  );
}
