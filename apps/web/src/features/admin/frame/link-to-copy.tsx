import { Copy } from 'lucide-react';
import { Button } from '../../../design/button.tsx';
import { copyText } from '../../../design/copy-text.ts';
import { toast } from '../../../design/toast.ts';
import { useWords } from '../../../i18n/words.ts';

/** A link that is handed on by hand. */
export function LinkToCopy({ label, link }: { label: string; link: string }) {
  const t = useWords('common');
  const admin = useWords('admin');
  const copy = async () => {
    if (await copyText(link)) toast({ title: t('copied'), tone: 'success' });
    else toast({ title: t('copyFailed'), tone: 'danger' });
  };
  return (
    <div className="flex flex-col gap-2">
      <p
        aria-label={label}
        role="note"
        className="rounded-control bg-surface-2 px-3 py-2 font-mono text-13 break-all text-strong select-all"
      >
        {link}
      </p>
      <Button
        className="self-start"
        icon={<Copy aria-hidden="true" className="size-4" />}
        onClick={() => void copy()}
      >
        {admin('copyLink')}
      </Button>
    </div>
  );
}
