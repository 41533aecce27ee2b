import { useCallback, useEffect, useState } from 'react';
import { toast } from '../../../design/toast.ts';
import { useWords } from '../../../i18n/words.ts';
import { openSmallWindow } from './small-window.ts';

/** The small window of a call; it goes with the call's page. */
export function useSmallWindow(title: string): {
  /** Where to draw; null: it isn't open. */
  readonly body: HTMLElement | null;
  toggle(): void;
} {
  const t = useWords('call');
  const [opened, setOpened] = useState<Window | null>(null);
  useEffect(() => {
    if (!opened) return;
    const gone = () => setOpened(null);
    opened.addEventListener('pagehide', gone);
    return () => {
      opened.removeEventListener('pagehide', gone);
      opened.close();
    };
  }, [opened]);
  const toggle = useCallback(() => {
    if (opened) {
      setOpened(null);
      return;
    }
    openSmallWindow(title)
      .then((next) => {
        if (next) setOpened(next);
        // Then the page itself is the place: it shows all of it.
        else toast({ title: t('small.blocked'), help: t('small.blocked.help') });
      })
      .catch((error: unknown) => console.error('the small window did not open', error));
  }, [opened, title, t]);
  return { body: opened?.document.body ?? null, toggle };
}
