import type { LeaveReason } from '@converge/protocol/realtime/call';
import type { ReactNode } from 'react';
import { Button } from '../../../design/button.tsx';
import { Mark } from '../../../design/mark.tsx';
import { useWords } from '../../../i18n/words.ts';

/** After the call: what happened, and the ways from here. */
export function OverPage({
  reason,
  busy,
  onRejoin,
  children,
}: {
  reason: LeaveReason;
  busy: boolean;
  /** Absent where coming back isn't possible. */
  onRejoin?: (() => void) | undefined;
  /** Further ways, as links. */
  children?: ReactNode;
}) {
  const t = useWords('call');
  return (
    <div className="flex grow flex-col items-center justify-center gap-2 px-6 py-12 text-center">
      <Mark className="mb-3 size-12 text-muted" />
      {/* Nobody decided but oneself: no reason to interrupt a reader of the page. */}
      <div role={reason === 'left' ? 'status' : 'alert'}>
        <h1 className="text-24">{t(`over.${reason}.title`)}</h1>
        <p className="mt-2 max-w-md text-muted">{t(`over.${reason}.help`)}</p>
      </div>
      <div className="mt-5 flex flex-wrap justify-center gap-3">
        {onRejoin && (
          <Button look="primary" size="large" busy={busy} onClick={onRejoin}>
            {reason === 'ended' ? t('over.startAgain') : t('over.rejoin')}
          </Button>
        )}
        {children}
      </div>
    </div>
  );
}
