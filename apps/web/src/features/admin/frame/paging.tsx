import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from '../../../design/button.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';

/** Where in a long list one is, and the ways back and on; nothing where all of it is shown. */
export function Paging({
  offset,
  shown,
  total,
  onTurn,
}: {
  offset: number;
  shown: number;
  total: number;
  onTurn(offset: number): void;
}) {
  const t = useWords('admin');
  const format = useFormat();
  if (total === shown) return null;
  const last = offset + shown;
  const page = Math.max(shown, 50);
  return (
    <nav aria-label={t('pages')} className="flex items-center justify-end gap-2">
      <span className="text-13 text-muted tabular">
        {t('pages.where', {
          from: format.number(Math.min(offset + 1, last)),
          to: format.number(last),
          total: format.number(total),
        })}
      </span>
      <Button
        size="small"
        disabled={offset === 0}
        aria-label={t('pages.back')}
        onClick={() => onTurn(Math.max(0, offset - page))}
      >
        <ChevronLeft aria-hidden="true" className="size-4" />
      </Button>
      <Button
        size="small"
        disabled={last >= total}
        aria-label={t('pages.on')}
        onClick={() => onTurn(last)}
      >
        <ChevronRight aria-hidden="true" className="size-4" />
      </Button>
    </nav>
  );
}
