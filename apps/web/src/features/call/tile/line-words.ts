import type { Quality } from '@converge/protocol/quality';
import type { Translate } from '../../../i18n/words.ts';

/** A level in as many words as a sign has place for. */
export function lineWord(t: Translate<'call'>, { level, reason }: Quality): string {
  return reason === 'machine' ? t('line.machine') : t(`line.${level}`);
}

/** Why it is so, and whether it is theirs or one's own; null: there is nothing to say. */
export function lineWhy(t: Translate<'call'>, { reason }: Quality, own: boolean): string | null {
  if (reason === null) return null;
  return own ? t(`line.yours.${reason}`) : t(`line.theirs.${reason}`);
}
