import { Hand, WifiOff } from 'lucide-react';
import { useWords } from '../../../i18n/words.ts';
import type { TileModel } from '../model/tiles.ts';
import { LineIcon } from './line-icon.tsx';
import { lineWhy, lineWord } from './line-words.ts';

const pill =
  'inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-12 font-semibold whitespace-nowrap forced-colors:border';

/** The hand with its place in the queue, and the line where it isn't good. */
export function TileSigns({ tile }: { tile: TileModel }) {
  const t = useWords('call');
  const line = { level: tile.line, reason: tile.lineReason };
  return (
    <span aria-hidden="true" className="flex min-w-0 items-center gap-1.5">
      {tile.hand !== null && (
        <span className={`${pill} bg-warning text-[oklch(0.2_0.05_80)] tabular`}>
          <Hand className="size-3.5" />
          {tile.hand}
        </span>
      )}
      {tile.line !== 'good' && !tile.away && (
        <span
          className={`${pill} bg-scrim text-warning-text`}
          title={lineWhy(t, line, tile.self) ?? undefined}
        >
          <LineIcon line={line} className="size-3.5 shrink-0" />
          <span className="hidden @min-[15rem]:inline">{lineWord(t, line)}</span>
        </span>
      )}
    </span>
  );
}

/** Over the last picture of somebody whose line is gone. */
export function AwayVeil() {
  const t = useWords('call');
  return (
    <span
      aria-hidden="true"
      className="absolute inset-0 flex items-end justify-center rounded-[inherit] bg-surface-1/75 p-2 pb-[24cqh] text-center"
    >
      <span className="inline-flex items-center gap-2 text-13 text-strong">
        <WifiOff className="size-4 shrink-0" />
        <span className="hidden @min-[13rem]:inline">{t('tile.away')}</span>
      </span>
    </span>
  );
}
