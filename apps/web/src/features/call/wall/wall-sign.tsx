import { MonitorDot } from 'lucide-react';
import { Button } from '../../../design/button.tsx';
import { useWords } from '../../../i18n/words.ts';
import type { OwnWall } from './use-own-wall.ts';

/** So many names are said; of more, how many. */
const named = 3;

/**
 * Says for as long as the own screen is shown who sees it, with the way to stop
 * it (SPEC WALL-6). It covers nothing and nothing covers it.
 */
export default function WallSign({ wall }: { wall: OwnWall }) {
  const t = useWords('wall');
  const { seenBy } = wall;
  const others = seenBy ? Math.max(0, seenBy.length - named) : 0;
  return (
    <div
      role="status"
      className="relative z-35 flex shrink-0 flex-wrap items-center justify-center gap-x-3 gap-y-1 bg-danger px-3 py-1.5 text-14 font-semibold text-on-danger"
    >
      <span className="flex min-w-0 items-center gap-2">
        <MonitorDot aria-hidden="true" className="size-5 shrink-0" />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          {seenBy === null
            ? t('sign.everybody')
            : t(others > 0 ? 'sign.namesMore' : 'sign.names', {
                names: seenBy.slice(0, named).join(', '),
                count: others,
              })}
        </span>
      </span>
      <Button size="small" onClick={wall.stop}>
        {t('sign.stop')}
      </Button>
    </div>
  );
}
