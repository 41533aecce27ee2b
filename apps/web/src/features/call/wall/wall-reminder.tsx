import { ScreenShare } from 'lucide-react';
import { Button } from '../../../design/button.tsx';
import { useWords } from '../../../i18n/words.ts';
import type { OwnWall } from './use-own-wall.ts';

/** They still ask, and one has put it off. */
export default function WallReminder({ wall }: { wall: OwnWall }) {
  const t = useWords('wall');
  return (
    <div
      role="status"
      className="pointer-events-auto flex max-w-full flex-wrap items-center justify-center gap-x-3 gap-y-2 rounded-card border border-line bg-surface-1 px-4 py-2 text-13 text-strong shadow-float"
    >
      <span className="flex min-w-0 items-center gap-2">
        <ScreenShare aria-hidden="true" className="size-4 shrink-0 text-accent-text" />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          {wall.by ? t('request.title', { name: wall.by }) : t('request.titleNobody')}
        </span>
      </span>
      <Button size="small" look="primary" onClick={wall.agree}>
        {t('request.agree')}
      </Button>
    </div>
  );
}
