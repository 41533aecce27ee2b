import { useWords } from '../../i18n/words.ts';

/** The first thing the Tab key finds: past the frame, to the page. */
export function SkipLink() {
  const t = useWords('common');
  return (
    <a
      href="#content"
      className="sr-only rounded-control bg-accent px-4 py-2 font-semibold text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
    >
      {t('skip')}
    </a>
  );
}
