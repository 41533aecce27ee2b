import type { Shortcut, ShortcutScope } from '../../../design/shortcuts/registry.ts';
import { useShortcuts } from '../../../design/shortcuts/use-shortcuts.ts';
import { useWords } from '../../../i18n/words.ts';
import type { BarActions } from '../bar/bar.tsx';

/** The keys of a call; none fires while one writes (the registry sees to that). */
export function useCallKeys(
  actions: BarActions & { toggleLayout(): void; toggleLaser(): void },
  talk: { press(): void; release(): void },
): void {
  const t = useWords('call');
  const scope: ShortcutScope = { id: 'call', title: t('keys.scope') };
  const shortcuts: Shortcut[] = [
    { keys: 'm', label: t('keys.microphone'), run: actions.toggleMicrophone },
    { keys: 'space', label: t('keys.talk'), run: talk.press, release: talk.release },
    { keys: 'v', label: t('keys.camera'), run: actions.toggleCamera },
    { keys: 's', label: t('keys.screen'), run: actions.toggleScreen },
    { keys: 'h', label: t('keys.hand'), run: actions.toggleHand },
    { keys: 'c', label: t('keys.chat'), run: () => actions.togglePanel('chat') },
    { keys: 'p', label: t('keys.people'), run: () => actions.togglePanel('people') },
    { keys: 'f', label: t('keys.files'), run: () => actions.togglePanel('files') },
    { keys: 'i', label: t('keys.connection'), run: () => actions.togglePanel('connection') },
    { keys: 'l', label: t('keys.laser'), run: actions.toggleLaser },
    { keys: 'g', label: t('keys.layout'), run: actions.toggleLayout },
    { keys: 'mod+shift+l', label: t('keys.leave'), run: actions.leave },
  ];
  useShortcuts(scope, shortcuts);
}
