import type { JoinCode } from '@converge/protocol/ids';
import { copyText } from '../../design/copy-text.ts';
import { toast } from '../../design/toast.ts';
import { useWords } from '../../i18n/words.ts';
import { joinLink } from './room-words.ts';

/** Copies the link of a room or an invite and says so; where that fails, shows it to copy by hand. */
export function useCopyLink(): (code: JoinCode) => Promise<void> {
  const t = useWords('common');
  return async (code) => {
    const link = joinLink(code);
    if (await copyText(link)) toast({ title: t('copied'), help: link, tone: 'success' });
    else toast({ title: t('copyFailed'), help: link });
  };
}
