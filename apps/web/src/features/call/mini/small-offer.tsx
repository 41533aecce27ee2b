import { PictureInPicture2 } from 'lucide-react';
import { Button } from '../../../design/button.tsx';
import { useWords } from '../../../i18n/words.ts';

/** To who shares a screen and is about to look at another window. */
export function SmallOffer({ onOpen, onDismiss }: { onOpen(): void; onDismiss(): void }) {
  const t = useWords('call');
  return (
    <div
      role="status"
      className="mt-2 flex max-w-full flex-wrap items-center justify-center gap-x-3 gap-y-2 self-center rounded-card border border-line bg-surface-1 px-4 py-2 text-13 text-strong"
    >
      <span className="flex min-w-0 items-center gap-2">
        <PictureInPicture2 aria-hidden="true" className="size-4 shrink-0 text-accent-text" />
        {t('small.offer')}
      </span>
      <span className="flex gap-2">
        <Button size="small" look="quiet" onClick={onDismiss}>
          {t('small.dismiss')}
        </Button>
        <Button size="small" look="primary" onClick={onOpen}>
          {t('small.open')}
        </Button>
      </span>
    </div>
  );
}
