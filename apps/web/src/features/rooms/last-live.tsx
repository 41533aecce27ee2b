import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';

const minute = 60_000;

/** When somebody was live in a room last: in a sentence, or in a table's column, whose head says the rest. */
export function LastLive({ at, sentence = false }: { at: number | null; sentence?: boolean }) {
  const t = useWords('common');
  const format = useFormat();
  if (at === null) return t('neverLive');
  // "Now" would say that it still is.
  const when = Date.now() - at < minute ? t('justNow') : format.relative(at);
  return sentence ? t('lastLive', { when }) : when;
}
