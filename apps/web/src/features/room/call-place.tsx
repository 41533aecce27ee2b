import type { LeaveReason } from '@converge/protocol/realtime/call';
import type { Room } from '@converge/protocol/rest/rooms';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { phaseOf } from '../../data/call-phase.ts';
import { type CallSession, dismissCall } from '../../data/call-session.ts';
import { reenterCall } from '../../data/reenter.ts';
import { useValue } from '../../data/use-value.ts';
import { Button, buttonClass } from '../../design/button.tsx';
import { useErrorWords } from '../../i18n/errors.ts';
import { useWords } from '../../i18n/words.ts';
import { OverPage } from '../call/frame/over-page.tsx';
import { CallView } from '../call/live/call-view.tsx';
import { sound } from '../call/live/signs.ts';
import { callUi } from '../call/live/ui-state.ts';
import { useMessageNews } from '../chat/live/use-message-news.ts';
import { useQuestionNews } from '../chat/questions/use-question-news.ts';
import type { ShownQuestions } from '../chat/questions/use-questions.ts';
import { useFaultToast } from '../faults/use-fault-toast.ts';

export interface CallPlaceProps {
  session: CallSession;
  room: Room;
  chat: ReactNode;
  files: ReactNode;
  unread: number;
  questions: ShownQuestions | null;
  onCopyLink(): void;
  /** Absent where one may not invite. */
  onInvite: (() => void) | undefined;
}

/** Where the call is, and afterwards what became of it. */
export function CallPlace(props: CallPlaceProps) {
  const { session, questions } = props;
  const phase = useValue(phaseOf(session.call));
  const sign = () => {
    if (callUi(session).get().panel !== 'chat' || document.hidden) sound(session, 'message');
  };
  useMessageNews(session.live.room.conversation, sign);
  useQuestionNews(questions, sign);
  if (phase.kind === 'left') return <Over session={session} reason={phase.reason} />;
  if (phase.kind === 'failed') return <Failed session={session} code={phase.failure.code} />;
  return <CallView {...props} questions={questions?.decides ? questions.held.length : 0} />;
}

function useReenter(session: CallSession) {
  const showFault = useFaultToast();
  const [busy, setBusy] = useState(false);
  const reenter = async () => {
    setBusy(true);
    try {
      await reenterCall(session);
    } catch (error) {
      showFault(error);
    } finally {
      setBusy(false);
    }
  };
  return { busy, reenter: () => void reenter() };
}

function Over({ session, reason }: { session: CallSession; reason: LeaveReason }) {
  const t = useWords('call');
  const { busy, reenter } = useReenter(session);
  const removed = reason === 'removed';
  return (
    <OverPage reason={reason} busy={busy} onRejoin={removed ? undefined : reenter}>
      {removed ? (
        <Link to="/" className={buttonClass('primary', 'large')}>
          {t('over.toMainPage')}
        </Link>
      ) : (
        <Button size="large" onClick={dismissCall}>
          {t('over.toRoom')}
        </Button>
      )}
    </OverPage>
  );
}

function Failed({
  session,
  code,
}: {
  session: CallSession;
  code: Parameters<ReturnType<typeof useErrorWords>>[0];
}) {
  const t = useWords('call');
  const words = useErrorWords()(code);
  const { busy, reenter } = useReenter(session);
  return (
    <div
      role="alert"
      className="flex grow flex-col items-center justify-center gap-2 px-6 py-12 text-center"
    >
      <p className="text-13 text-muted">{t('over.failed.title')}</p>
      <h2 className="text-24">{words.title}</h2>
      <p className="max-w-md text-muted">{words.help}</p>
      <div className="mt-5 flex flex-wrap justify-center gap-3">
        <Button look="primary" size="large" busy={busy} onClick={reenter}>
          {t('over.rejoin')}
        </Button>
        <Button size="large" onClick={dismissCall}>
          {t('over.toRoom')}
        </Button>
      </div>
    </div>
  );
}
