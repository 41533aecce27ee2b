import { can } from '@converge/protocol/permissions';
import { Suspense, useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { phaseOf } from '../../../data/call-phase.ts';
import { type CallSession, callSession, dismissCall } from '../../../data/call-session.ts';
import { useLiveInLists } from '../../../data/live-in-lists.ts';
import { useFileEvents } from '../../../data/use-file-events.ts';
import { useValue } from '../../../data/use-value.ts';
import { lazyPart } from '../../../design/lazy-part.ts';
import { toast } from '../../../design/toast.ts';
import { useWords } from '../../../i18n/words.ts';
import { joinPath, roomName, roomPath } from '../../rooms/room-words.ts';
import { Dock } from '../dock/dock.tsx';
import { LobbyNotice } from '../frame/lobby-notice.tsx';
import { useLobby } from '../leading/use-lobby.ts';
import { actorOf } from '../model/people.ts';
import { useOwnWall } from '../wall/use-own-wall.ts';
import { CallNews } from './call-news.tsx';
import { knock } from './signs.ts';
import { changeCallUi } from './ui-state.ts';
import { type CallModel, useCallModel } from './use-call-model.ts';

const WallSign = lazyPart(() => import('../wall/wall-sign.tsx'));

/** Until the room has said what it is; the dock shows nothing that depends on it. */
const unknownRoom = { state: 'active', access: 'link', preset: 'meeting' } as const;

/** Where the call's own page is. */
const pageOf = ({ roomId }: CallSession): string => roomPath(roomId);

/** On every page but the call's own, and the one through which one is just entering it: the call that goes on. */
export default function CallDock() {
  const session = useValue(callSession);
  const { pathname } = useLocation();
  if (!session) return null;
  if (pathname === pageOf(session) || pathname === joinPath(session.door.room.code)) return null;
  return <Docked key={session.roomId} session={session} />;
}

function Docked({ session }: { session: CallSession }) {
  const navigate = useNavigate();
  const state = useValue(session.live.room.state);
  const room = state.kind === 'open' ? state.room : null;
  const model = useCallModel(session, room ?? unknownRoom);
  useLiveInLists(session.live.room);
  useEndTold(session);
  useGivenTold(session);
  if (!model) return null;
  return (
    <>
      <OwnScreen session={session} model={model} />
      <WhoWaits session={session} model={model} />
      <Dock
        name={roomName(room ?? session.door.room)}
        people={model.people.length}
        microphone={model.bar.microphone}
        onToggleMicrophone={() => session.local.setMicrophone(model.bar.microphone.kind !== 'on')}
        onBack={() => navigate(pageOf(session))}
        onLeave={dismissCall}
      />
      <CallNews session={session} />
    </>
  );
}

/** Whoever decides about the lobby does so from every page. */
function WhoWaits({ session, model }: { session: CallSession; model: CallModel }) {
  const navigate = useNavigate();
  const decides = !model.joining && can(actorOf(model.me), 'lobby.decide', model.rules);
  const begin = decides ? session.call.watchLobby : null;
  const { lobby, actions } = useLobby(session.roomId, begin, () => knock(session));
  return (
    <div className="fixed right-3 bottom-[calc(8.5rem+env(safe-area-inset-bottom))] z-30 max-w-[calc(100vw-1.5rem)] lg:right-5 lg:bottom-20">
      <LobbyNotice
        waiting={lobby?.waiting ?? []}
        onAdmit={() => actions.admit(null)}
        onLook={() => {
          changeCallUi(session, { panel: 'people' });
          navigate(pageOf(session));
        }}
      />
    </div>
  );
}

/** The sign doesn't stay behind on the call's page. */
function OwnScreen({ session, model }: { session: CallSession; model: CallModel }) {
  const wall = useOwnWall(session, model);
  if (wall.state !== 'shown') return null;
  return (
    <Suspense>
      <div className="fixed inset-x-0 top-0 z-40">
        <WallSign wall={wall} />
      </div>
    </Suspense>
  );
}

/** What is handed out lies in the room; here one is told, with the way to it (SPEC FILE-23). */
function useGivenTold(session: CallSession): void {
  const t = useWords('call');
  const navigate = useNavigate();
  const me = useValue(session.live.connection.me)?.id;
  useFileEvents(session.live, ({ file, by }) => {
    if (by.id === me) return;
    toast({
      title: t('dock.given', { name: by.name }),
      help: file.name,
      action: {
        label: t('dock.toFiles'),
        run() {
          changeCallUi(session, { panel: 'files' });
          navigate(pageOf(session));
        },
      },
    });
  });
}

/** Here is no page that could say that the call is over. */
function useEndTold(session: CallSession): void {
  const t = useWords('call');
  const phase = useValue(phaseOf(session.call));
  useEffect(() => {
    if (phase.kind !== 'left' && phase.kind !== 'failed') return;
    const how = phase.kind === 'failed' ? 'failed' : phase.reason;
    if (how !== 'left') toast({ title: t(`over.${how}.title`) });
    dismissCall();
  }, [phase, t]);
}
