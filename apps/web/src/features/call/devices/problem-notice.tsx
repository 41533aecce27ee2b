import { TriangleAlert } from 'lucide-react';
import { Button } from '../../../design/button.tsx';
import { Notice } from '../../../design/states.tsx';
import { useWords } from '../../../i18n/words.ts';
import { thisBrowser, thisSystem } from './browser.ts';
import { type Fault, problemWords } from './problems.ts';

/** What keeps a device from working, where it happens, with the way out. */
export function ProblemNotice({ fault, onRetry }: { fault: Fault; onRetry?: () => void }) {
  const t = useWords('devices');
  const words = problemWords(t, fault, thisBrowser(), thisSystem());
  return (
    <Notice tone="warning" icon={<TriangleAlert aria-hidden="true" className="size-4" />}>
      <p className="font-semibold">{words.title}</p>
      <p className="text-normal">{words.help}</p>
      {words.retry && onRetry && (
        <Button size="small" className="mt-2" onClick={onRetry}>
          {t('tryAgain')}
        </Button>
      )}
    </Notice>
  );
}
