import type { JoinCard } from '@converge/protocol/rest/join';
import type { Translate } from '../../i18n/words.ts';

/** So many names are read; the rest is a number. */
const shownNames = 3;

/** Who is inside, in one sentence; where people are hidden from each other, how many (SPEC JOIN-5). */
export function insideWords(
  t: Translate<'join'>,
  { live, inside }: Pick<JoinCard, 'live' | 'inside'>,
  language: string,
): string {
  const count = live?.count ?? 0;
  if (count === 0) return t('inside.nobody');
  if (inside.length === 0) return t('inside.hidden', { count });
  const shown = inside.slice(0, shownNames);
  const more = count - shown.length;
  if (more > 0) return t('inside.more', { names: shown.join(', '), count: more });
  const names = new Intl.ListFormat(language, { type: 'conjunction' }).format(shown);
  return t('inside.names', { names });
}
