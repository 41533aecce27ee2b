import type { CallSession } from '../../../data/call-session.ts';
import { useCallNews } from './use-call-news.ts';

/** What happens in the call, heard and read out. Apart, so that nothing else is drawn anew for it. */
export function CallNews({ session }: { session: CallSession }) {
  const spoken = useCallNews(session);
  return (
    <p aria-live="polite" className="sr-only">
      {spoken}
    </p>
  );
}
