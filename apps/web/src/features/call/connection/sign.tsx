import type { Quality } from '@converge/protocol/quality';
import { cx } from '../../../design/cx.ts';
import { useWords } from '../../../i18n/words.ts';
import { LineIcon } from '../tile/line-icon.tsx';
import { lineWhy, lineWord } from '../tile/line-words.ts';

/** A level with its shape, its word and its reason. */
export function Sign({ line, own }: { line: Quality; own: boolean }) {
  const t = useWords('call');
  const why = lineWhy(t, line, own);
  return (
    <p className="flex items-start gap-3">
      <span
        className={cx(
          'flex size-9 shrink-0 items-center justify-center rounded-full forced-colors:border',
          line.level === 'good'
            ? 'bg-speaking-soft text-speaking-text'
            : line.level === 'fair'
              ? 'bg-warning-soft text-warning-text'
              : 'bg-danger-soft text-danger-text',
        )}
      >
        <LineIcon line={line} className="size-5" />
      </span>
      <span className="min-w-0 self-center">
        <span className="block text-16 font-semibold text-strong">{lineWord(t, line)}</span>
        {why !== null && <span className="block text-13 text-muted">{why}</span>}
      </span>
    </p>
  );
}
