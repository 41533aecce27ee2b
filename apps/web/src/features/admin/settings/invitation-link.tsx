import { RefreshCw } from 'lucide-react';
import { Suspense, useId } from 'react';
import { useChangeSettings } from '../../../data/admin.ts';
import { useLinkOrigin } from '../../../data/link-origin.ts';
import { Button } from '../../../design/button.tsx';
import { toast } from '../../../design/toast.ts';
import { useWords } from '../../../i18n/words.ts';
import { useFaultToast } from '../../faults/use-fault-toast.ts';
import { OnlyHere } from '../../invites/only-here.tsx';
import { LinkToCopy } from '../frame/link-to-copy.tsx';

/** The link with which those who are invited make their accounts, and the way to end it. */
export function InvitationLink({ invitation }: { invitation: string }) {
  const t = useWords('adminSettings');
  const change = useChangeSettings();
  const showFault = useFaultToast();
  const hint = useId();
  const { origin } = useLinkOrigin();
  const path = `/register#${invitation}`;
  const renew = () => {
    change
      .mutateAsync(null)
      .then(() => toast({ title: t('invitation.renewed'), tone: 'success' }))
      .catch(showFault);
  };
  return (
    <div className="flex flex-col gap-2">
      <LinkToCopy label={t('invitation.label')} link={`${origin}${path}`} />
      {/* Its words come with it, and the page stays meanwhile. */}
      <Suspense>
        <OnlyHere path={path} />
      </Suspense>
      <Button
        className="self-start"
        aria-describedby={hint}
        busy={change.isPending}
        icon={<RefreshCw aria-hidden="true" className="size-4" />}
        onClick={renew}
      >
        {t('invitation.renew')}
      </Button>
      <p id={hint} className="text-13 text-muted">
        {t('invitation.renew.hint')}
      </p>
    </div>
  );
}
