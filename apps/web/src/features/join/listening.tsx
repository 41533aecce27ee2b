import { Hand } from 'lucide-react';
import { useWords } from '../../i18n/words.ts';

/** In place of the mirror, where the room lets one only listen and watch. */
export function Listening() {
  const t = useWords('join');
  return (
    <section className="flex aspect-video max-h-[60dvh] w-full flex-col items-center justify-center gap-4 rounded-tile border border-line bg-surface-1 p-6 text-center">
      <span className="flex size-16 items-center justify-center rounded-full bg-accent-soft text-accent-text">
        <Hand aria-hidden="true" className="size-8" />
      </span>
      <p className="max-w-sm text-16 text-normal">{t('floor.all')}</p>
    </section>
  );
}
