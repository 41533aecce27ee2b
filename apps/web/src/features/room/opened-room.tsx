import { can } from '@converge/protocol/permissions';
import type { Room } from '@converge/protocol/rest/rooms';
import { Suspense, useDeferredValue, useState } from 'react';
import type { CallSession } from '../../data/call-session.ts';
import type { LiveRoom } from '../../data/live-room.ts';
import { lobbyMarks } from '../../data/lobby-marks.ts';
import { useValue } from '../../data/use-value.ts';
import { cx } from '../../design/cx.ts';
import { lazyPart } from '../../design/lazy-part.ts';
import { changeCallUi } from '../call/live/ui-state.ts';
import { QuestionNews } from '../chat/questions/question-news.tsx';
import { useQuestions } from '../chat/questions/use-questions.ts';
import { usePageTitle } from '../page/use-page-title.ts';
import { roomName } from '../rooms/room-words.ts';
import { useCopyLink } from '../rooms/use-copy-link.ts';
import { CallPlace } from './call-place.tsx';
import { LobbyPlace } from './lobby-place.tsx';
import { QuietRoom, type RoomTab } from './quiet-room.tsx';
import { RoomChat } from './room-chat.tsx';
import { HeaderPlace, RoomHeader } from './room-header.tsx';
import { useLineLost } from './use-line-lost.ts';
import { useOwnGrants, useRoomActor } from './use-room-actor.ts';
import { useTitleCount } from './use-title-count.ts';

const ReportsDialog = lazyPart(() => import('../call/reports/reports-dialog.tsx'));
const FilesNews = lazyPart(() => import('../files/files-news.tsx'));
const FilesPanel = lazyPart(() => import('../files/files-panel.tsx'));
const RoomLobby = lazyPart(() => import('./room-lobby.tsx'));
const InvitesDialog = lazyPart(() => import('../invites/invites-dialog.tsx'));

/** The room as it is open now: a call in the middle, or the conversation. */
export function OpenedRoom({
  live,
  room,
  session,
}: {
  live: LiveRoom;
  room: Room;
  session: CallSession | null;
}) {
  const [inviting, setInviting] = useState(false);
  const [lookingBack, setLookingBack] = useState(false);
  const [tab, setTab] = useState<RoomTab>('conversation');
  // What the room holds is drawn before what frames it.
  const settled = useDeferredValue(true, false);
  const copyLink = useCopyLink();
  const lost = useLineLost(live);
  const actor = useRoomActor(room.role);
  const { unread } = useValue(live.room.conversation.view);
  usePageTitle(roomName(room));
  const me = useValue(live.connection.me)?.id ?? null;
  const grants = useOwnGrants(session);
  const granted = useRoomActor(room.role, grants);
  const questions = useQuestions(live, room.id, {
    asks: can(granted, 'chat.ask', room),
    decides: room.policy.chat === 'onRequest' && can(granted, 'chat.publish', room),
  });
  const asked = questions?.decides ? questions.held.length : 0;
  const waiting = useValue(lobbyMarks(room.id));
  useTitleCount(unread + asked + waiting);
  const chat = <RoomChat live={live} room={room} actor={granted} questions={questions} />;
  const files = (
    <Suspense fallback={<div className="grow" />}>
      <FilesPanel room={room} actor={granted} me={me} />
    </Suspense>
  );
  const showFiles = () => (session ? changeCallUi(session, { panel: 'files' }) : setTab('files'));
  const onCopyLink = () => void copyLink(room.code);
  const onInvite = () => setInviting(true);
  return (
    <div
      className={cx(
        'flex min-h-0 grow flex-col',
        // On a phone the call has the whole window, without the bar of the app.
        session && 'max-lg:fixed max-lg:inset-0 max-lg:z-25 max-lg:bg-surface-0',
      )}
    >
      {settled ? (
        <RoomHeader
          room={room}
          actor={actor}
          live={room.live}
          inCall={session !== null}
          lost={lost}
          onCopyLink={onCopyLink}
          onInvite={onInvite}
          onReports={() => setLookingBack(true)}
        />
      ) : (
        <HeaderPlace inCall={session !== null} />
      )}
      {session ? (
        <CallPlace
          session={session}
          room={room}
          chat={chat}
          files={files}
          unread={unread}
          questions={questions}
          onCopyLink={onCopyLink}
          onInvite={can(actor, 'room.invite', room) ? onInvite : undefined}
        />
      ) : (
        <>
          {room.door === 'lobby' && can(actor, 'lobby.decide', room) && (
            <Suspense fallback={<LobbyPlace />}>
              <RoomLobby connection={live.connection} roomId={room.id} />
            </Suspense>
          )}
          <QuietRoom
            room={room}
            chat={chat}
            questions={asked}
            files={files}
            tab={tab}
            onTab={setTab}
          />
        </>
      )}
      <QuestionNews questions={questions} />
      {settled && (
        <Suspense>
          <FilesNews live={live} room={room} actor={granted} me={me} onShowFiles={showFiles} />
        </Suspense>
      )}
      {lookingBack && (
        <Suspense>
          <ReportsDialog room={room} onClose={() => setLookingBack(false)} />
        </Suspense>
      )}
      {inviting && (
        <Suspense>
          <InvitesDialog room={room} onClose={() => setInviting(false)} />
        </Suspense>
      )}
    </div>
  );
}
