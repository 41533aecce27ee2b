import { MonitorUp, WifiOff } from 'lucide-react';
import { Avatar } from '../../../design/avatar.tsx';
import { Badge } from '../../../design/badge.tsx';
import { useWords } from '../../../i18n/words.ts';
import type { Rect } from '../layout/grid.ts';
import { WallPicture, type WallPort } from './wall-picture.tsx';
import { captionHeight } from './wall-places.ts';
import type { WallStudent } from './wall-student.ts';

/** One student on the wall: the screen, or that there is none yet. */
export function WallCard({
  student,
  rect,
  port,
  onEnlarge,
}: {
  student: WallStudent;
  rect: Rect;
  port: WallPort;
  onEnlarge(): void;
}) {
  const t = useWords('wall');
  const height = rect.height - captionHeight;
  const state = student.away ? t('away') : student.shows ? null : t('notYet');
  return (
    <li
      className="absolute top-0 left-0 overflow-hidden rounded-card border border-line bg-surface-1"
      style={{
        transform: `translate(${rect.x}px, ${rect.y}px)`,
        width: rect.width,
        height: rect.height,
      }}
    >
      <div className="relative bg-stage" style={{ height }}>
        {student.shows ? (
          <>
            <WallPicture student={student} port={port} size={{ width: rect.width, height }} small />
            <button
              type="button"
              aria-label={t('enlarge', { name: student.name })}
              onClick={onEnlarge}
              className="absolute inset-0 cursor-zoom-in focus-visible:outline-3 focus-visible:-outline-offset-4"
            />
          </>
        ) : (
          <span className="absolute inset-0 flex flex-col items-center justify-center gap-2 bg-surface-2 px-2 text-center text-13 text-muted">
            <Avatar
              id={student.personId}
              name={student.name}
              picture={student.avatar}
              size="large"
            />
            {state}
          </span>
        )}
      </div>
      <div className="flex items-center gap-2 px-3" style={{ height: captionHeight }}>
        <span className="min-w-0 grow truncate text-13 font-semibold text-strong">
          {student.name}
        </span>
        {student.staged && (
          <Badge tone="live" icon={<MonitorUp aria-hidden="true" className="size-3.5" />}>
            {t('staged')}
          </Badge>
        )}
        {student.shows && student.away && (
          <Badge tone="warning" icon={<WifiOff aria-hidden="true" className="size-3.5" />}>
            {t('away')}
          </Badge>
        )}
      </div>
    </li>
  );
}
