import { useFormat } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/words.ts';

/** Where a new day begins. */
export function DayDivider({ at }: { at: number }) {
  const t = useWords('chat');
  const format = useFormat();
  const language = useLanguage();
  const days = daysAgo(at);
  const words =
    days === 0
      ? t('today')
      : days === 1
        ? t('yesterday')
        : days > 1 && days < 7
          ? new Intl.DateTimeFormat(language, { weekday: 'long' }).format(at)
          : format.date(at);
  return (
    <h3 className="flex justify-center px-4 pt-4 pb-1">
      <span
        title={format.date(at)}
        className="rounded-full bg-surface-2 px-3 py-0.5 text-12 font-semibold text-muted first-letter:uppercase"
      >
        {words}
      </span>
    </h3>
  );
}

/** Before the first message one hasn't seen yet. */
export function UnreadDivider() {
  const t = useWords('chat');
  return (
    <h3 className="mx-auto flex w-full max-w-5xl items-center gap-3 px-4 pt-3 pb-1 text-12 font-semibold text-live-text">
      <span aria-hidden="true" className="h-px grow bg-live" />
      {t('newMessages')}
      <span aria-hidden="true" className="h-px grow bg-live" />
    </h3>
  );
}

/** Days between the reader's midnights; a negative number is the future. */
function daysAgo(at: number): number {
  const midnight = (time: number) => {
    const date = new Date(time);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  };
  return Math.round((midnight(Date.now()) - midnight(at)) / 86_400_000);
}
