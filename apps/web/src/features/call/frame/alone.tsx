import { Copy, UserPlus } from 'lucide-react';
import { Button } from '../../../design/button.tsx';
import { useWords } from '../../../i18n/words.ts';

/** In a call by oneself: how the others get in. */
export function Alone({ onCopyLink, onInvite }: { onCopyLink(): void; onInvite?: () => void }) {
  const t = useWords('call');
  return (
    <aside className="absolute inset-x-0 bottom-3 z-10 mx-auto w-fit max-w-[calc(100%-1.5rem)] rounded-card border border-line bg-surface-1 px-5 py-4 text-center shadow-float">
      <p className="text-16 font-semibold text-strong">{t('alone.title')}</p>
      <p className="mt-1 text-13 text-muted">{t('alone.help')}</p>
      <div className="mt-3 flex flex-wrap justify-center gap-2">
        <Button
          look="primary"
          icon={<Copy aria-hidden="true" className="size-4" />}
          onClick={onCopyLink}
        >
          {t('alone.copy')}
        </Button>
        {onInvite && (
          <Button
            look="quiet"
            icon={<UserPlus aria-hidden="true" className="size-4" />}
            onClick={onInvite}
          >
            {t('alone.invite')}
          </Button>
        )}
      </div>
    </aside>
  );
}
