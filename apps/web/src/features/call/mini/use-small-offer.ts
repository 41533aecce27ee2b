import { browserStorage } from '@converge/client/state/storage';
import { useEffect, useState } from 'react';

const storage = browserStorage();
const storageKey = 'converge.smallOffer';

/**
 * Whether the small window is offered: to who shares a screen, until they have had it in this
 * share. Whoever doesn't want it isn't asked on this device again; the menu still has it.
 */
export function useSmallOffer(
  sharing: boolean,
  shown: boolean,
): { readonly open: boolean; decline(): void } {
  const [declined, setDeclined] = useState(() => storage.get(storageKey) === 'no');
  const [had, setHad] = useState(false);
  useEffect(() => {
    if (!sharing) setHad(false);
    else if (shown) setHad(true);
  }, [sharing, shown]);
  return {
    open: sharing && !shown && !had && !declined,
    decline() {
      setDeclined(true);
      storage.set(storageKey, 'no');
    },
  };
}
