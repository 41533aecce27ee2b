import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useWords } from '../../../i18n/words.ts';

/** The pages of the stage: back, which of how many, on. */
export function Pager({
  page,
  pages,
  onPage,
}: {
  page: number;
  pages: number;
  onPage(page: number): void;
}) {
  const t = useWords('call');
  const button =
    'inline-flex size-9 items-center justify-center rounded-full text-strong hover:bg-surface-3 disabled:opacity-40 pointer-coarse:size-11';
  return (
    <nav
      aria-label={t('stage.pages')}
      className="flex items-center gap-1 rounded-full border border-line bg-surface-1 p-0.5 text-13 text-strong shadow-float"
    >
      <button
        type="button"
        className={button}
        aria-label={t('stage.previousPage')}
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      >
        <ChevronLeft aria-hidden="true" className="size-5" />
      </button>
      <span aria-live="polite" className="min-w-10 text-center tabular">
        <span className="sr-only">{t('stage.page', { page: page + 1, pages })}</span>
        <span aria-hidden="true">
          {page + 1} / {pages}
        </span>
      </span>
      <button
        type="button"
        className={button}
        aria-label={t('stage.nextPage')}
        disabled={page === pages - 1}
        onClick={() => onPage(page + 1)}
      >
        <ChevronRight aria-hidden="true" className="size-5" />
      </button>
    </nav>
  );
}
