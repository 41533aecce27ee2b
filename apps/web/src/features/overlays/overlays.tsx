import { Suspense, useSyncExternalStore } from 'react';
import { lazyPart } from '../../design/lazy-part.ts';
import { useShortcuts } from '../../design/shortcuts/use-shortcuts.ts';
import { useWords } from '../../i18n/words.ts';
import { openOverlay, overlayStore } from './store.ts';

const Palette = lazyPart(() => import('../palette/palette.tsx'));
const ShortcutSheet = lazyPart(() => import('./shortcut-sheet.tsx'));

/** The palette and the sheet of keys: their keys work on every page, they themselves come when wanted. */
export function Overlays() {
  const t = useWords('common');
  const open = useSyncExternalStore(overlayStore.subscribe, overlayStore.get);
  useShortcuts({ id: 'everywhere', title: t('nav.everywhere') }, [
    { keys: 'mod+k', label: t('nav.search'), run: () => openOverlay('palette') },
    { keys: '?', label: t('nav.shortcuts'), run: () => openOverlay('shortcuts') },
  ]);
  const close = () => openOverlay(null);
  return (
    <Suspense>
      {open === 'palette' && <Palette onClose={close} />}
      {open === 'shortcuts' && <ShortcutSheet onClose={close} />}
    </Suspense>
  );
}
