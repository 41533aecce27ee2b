import type { JoinCode } from '@converge/protocol/ids';
import { useLinkOrigin } from '../../data/link-origin.ts';
import { copyText } from '../../design/copy-text.ts';
import { toast } from '../../design/toast.ts';
import { loadWords, useWords, wordsOf } from '../../i18n/words.ts';
import { joinPath } from './room-words.ts';

/**
 * Copies the link of a room or an invite and says so, and where it leads nobody else here, that
 * too; where copying fails, shows it to copy by hand.
 */
export function useCopyLink(): (code: JoinCode) => Promise<void> {
  const t = useWords('common');
  const { origin, onlyHere } = useLinkOrigin();
  return async (code) => {
    const link = `${origin}${joinPath(code)}`;
    const copied = await copyText(link);
    if (!copied) toast({ title: t('copyFailed'), help: link });
    else if (!onlyHere) toast({ title: t('copied'), help: link, tone: 'success' });
    else {
      await loadWords('invites');
      toast({ title: t('copied'), help: wordsOf('invites')('onlyHere.copied', { link }) });
    }
  };
}
