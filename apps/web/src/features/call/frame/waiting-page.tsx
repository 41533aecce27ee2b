import { Hourglass } from 'lucide-react';
import { Button } from '../../../design/button.tsx';
import { useWords } from '../../../i18n/words.ts';
import { usePageTitle } from '../../page/use-page-title.ts';

/** Before a lobby: that one waits, for what, and what the host says. */
export function WaitingPage({
  room,
  message,
  onLeave,
}: {
  room: string;
  message: string | null;
  onLeave(): void;
}) {
  const t = useWords('call');
  usePageTitle(room);
  return (
    <div className="flex grow flex-col items-center justify-center gap-2 px-6 py-12 text-center">
      <span className="mb-3 inline-flex size-14 items-center justify-center rounded-full bg-accent-soft text-accent-text">
        <Hourglass aria-hidden="true" className="size-7" />
      </span>
      <div role="status" className="flex flex-col items-center gap-2">
        <h1 className="text-24">{t('waiting.title')}</h1>
        <p className="max-w-md text-muted [overflow-wrap:anywhere]">
          {t('waiting.help', { room })}
        </p>
        {message && (
          <figure className="mt-4 max-w-md rounded-card border border-line bg-surface-1 px-5 py-4 text-left">
            <figcaption className="text-12 text-muted">{t('waiting.says')}</figcaption>
            <blockquote className="mt-1 text-16 text-strong [overflow-wrap:anywhere]">
              {message}
            </blockquote>
          </figure>
        )}
      </div>
      <Button className="mt-5" onClick={onLeave}>
        {t('waiting.leave')}
      </Button>
    </div>
  );
}
