import type { ParticipantId } from '@converge/protocol/ids';
import { can, type RoomAction } from '@converge/protocol/permissions';
import type { Room } from '@converge/protocol/rest/rooms';
import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import type { CallSession } from '../../../data/call-session.ts';
import { fileMarks } from '../../../data/file-marks.ts';
import { useUpdateRoom } from '../../../data/rooms.ts';
import { useValue } from '../../../data/use-value.ts';
import { lazyPart } from '../../../design/lazy-part.ts';
import { toast } from '../../../design/toast.ts';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import { checkPath } from '../../check/check-path.ts';
import { useFaultToast } from '../../faults/use-fault-toast.ts';
import { openOverlay } from '../../overlays/store.ts';
import { roomName } from '../../rooms/room-words.ts';
import { CallFaults } from '../devices/call-faults.tsx';
import { RelayNotice } from '../devices/relay-notice.tsx';
import { Alone } from '../frame/alone.tsx';
import { CallFrame } from '../frame/call-frame.tsx';
import type { Question } from '../frame/confirm.tsx';
import { LobbyNotice } from '../frame/lobby-notice.tsx';
import { useLobby } from '../leading/use-lobby.ts';
import { SmallOffer } from '../mini/small-offer.tsx';
import { useSmallOffer } from '../mini/use-small-offer.ts';
import { useSmallWindow } from '../mini/use-small-window.ts';
import { actorOf, type Right } from '../model/people.ts';
import type { TileModel } from '../model/tiles.ts';
import { useOwnWall } from '../wall/use-own-wall.ts';
import { useWall } from '../wall/use-wall.ts';
import { wallStudents } from '../wall/wall-student.ts';
import { CallNews } from './call-news.tsx';
import { popOutOf } from './pop-out.ts';
import { knock } from './signs.ts';
import { createTilePort } from './tile-port.ts';
import { callUi, changeCallUi } from './ui-state.ts';
import { useCallActions } from './use-call-actions.ts';
import { useCallKeys } from './use-call-keys.ts';
import { type CallModel, useCallModel } from './use-call-model.ts';
import { useModeration } from './use-moderation.ts';
import { useTalk } from './use-talk.ts';

const ConnectionPanel = lazyPart(() => import('../connection/connection-panel.tsx'));
const RightsPanel = lazyPart(() => import('../leading/rights-panel.tsx'));
const LeadBar = lazyPart(() => import('../leading/lead-bar.tsx'));
const LobbyList = lazyPart(() => import('../leading/lobby-list.tsx'));
const PersonDialog = lazyPart(() => import('../leading/person-dialog.tsx'));
const WallPage = lazyPart(() => import('../wall/wall-page.tsx'));
const WallRequest = lazyPart(() => import('../wall/wall-request.tsx'));
const WallSign = lazyPart(() => import('../wall/wall-sign.tsx'));
const WallReminder = lazyPart(() => import('../wall/wall-reminder.tsx'));
const SmallCall = lazyPart(() => import('../mini/small-call.tsx'));
const Confirm = lazyPart(() => import('../frame/confirm.tsx'));
const SettingsDialog = lazyPart(() => import('../frame/settings-dialog.tsx'));

export interface CallViewProps {
  session: CallSession;
  room: Room;
  /** The conversation, for the panel. */
  chat: ReactNode;
  /** The room's files, for the panel. */
  files: ReactNode;
  unread: number;
  /** Held until one decides about them. */
  questions: number;
  onCopyLink(): void;
  /** Absent where one may not invite. */
  onInvite?: (() => void) | undefined;
}

/** The call one is in. */
export function CallView(props: CallViewProps) {
  const model = useCallModel(props.session, props.room);
  return model && <Inside {...props} model={model} />;
}

function Inside({
  session,
  room,
  chat,
  files,
  unread,
  questions,
  onCopyLink,
  onInvite,
  model,
}: CallViewProps & { model: CallModel }) {
  const t = useWords('call');
  const showFault = useFaultToast();
  const { mutateAsync: updateRoom } = useUpdateRoom();
  const { call, local, playback } = session;
  const ui = useValue(callUi(session));
  const soundState = useValue(playback.state);
  const newFiles = useValue(fileMarks(room.id));
  const relayTrouble = useValue(call.relayTrouble);
  const devices = useValue(local.devices);
  const inUse = useValue(local.inUse);
  const [settings, setSettings] = useState(false);
  const [question, setQuestion] = useState<(Question & { run(): Promise<void> }) | null>(null);

  const port = useMemo(() => createTilePort(call, local), [call, local]);
  useEffect(() => () => port.close(), [port]);
  const actions = useCallActions(session, model);
  // Pressing the switch of what one may not do says why; so does holding the key.
  const forbidden = model.bar.microphone.kind === 'forbidden';
  const talk = useTalk(local, forbidden ? actions.toggleMicrophone : null);
  useCallKeys(actions, talk);

  const [rightsOf, setRightsOf] = useState<ParticipantId | null>(null);
  const person = model.people.find(({ participantId }) => participantId === rightsOf);
  const { leading } = call;
  const attempt = (request: Promise<void>) => void request.catch(showFault);
  const popOut = (tile: TileModel) => {
    const failed = () => toast({ title: t('tile.popOutFailed') });
    popOutOf(session)
      .toggle(tile)
      .then((done) => done || failed(), failed);
  };
  const { peopleActions, actionsFor } = useModeration(session, model.people, {
    remove(id) {
      const name = model.people.find(({ participantId }) => participantId === id)?.name ?? '';
      setQuestion({ kind: 'remove', name, run: () => leading.remove(id) });
    },
    rights: setRightsOf,
    popOut,
  });
  const may = (action: RoomAction) => can(actorOf(model.me), action, model.rules);
  const decides = !model.joining && may('lobby.decide');
  const { lobby, actions: lobbyActions } = useLobby(
    session.roomId,
    decides ? call.watchLobby : null,
    () => knock(session),
  );
  const waiting = lobby?.waiting ?? [];
  const asks = !model.joining && may('wall.lead');
  const looksAtWall = asks && ui.wall;
  const { showing, actions: wallActions } = useWall(session, asks);
  const wallPort = useMemo(() => ({ view: call.view, picture: call.track }), [call]);
  const { compare } = useFormat();
  const ownWall = useOwnWall(session, model);
  const pointsAt = may('share.point') ? 'all' : 'own';
  const mayPoint = model.tiles.some(
    ({ source, self }) => source === 'screen' && (pointsAt === 'all' || self),
  );
  const small = useSmallWindow(roomName(room));
  const sharing = model.bar.screen.kind === 'on';
  const offer = useSmallOffer(sharing, small.body !== null);
  const popOutLarge = () => {
    const large = model.tiles.find(({ id, video }) => id === (ui.pinned ?? model.speaker) && video);
    const tile = large ?? model.tiles.find(({ video, self }) => video && !self) ?? model.tiles[0];
    if (tile) popOut(tile);
  };

  return (
    <>
      <Suspense>{ownWall.state === 'shown' && <WallSign wall={ownWall} />}</Suspense>
      <CallFrame
        tiles={model.tiles}
        speaker={model.speaker}
        laser={ui.laser && mayPoint ? pointsAt : 'off'}
        host={model.host}
        pinned={ui.pinned}
        people={model.people}
        preset={room.preset}
        line={relayTrouble && model.line.startsWith('media-') ? 'fine' : model.line}
        soundBlocked={soundState === 'blocked'}
        talking={talk.talking}
        checkPath={checkPath(room.id)}
        port={port}
        view={call.view}
        chat={chat}
        files={files}
        notices={
          <>
            {relayTrouble && <RelayNotice why={relayTrouble} />}
            <CallFaults local={local} />
            <Suspense>{ownWall.state === 'waiting' && <WallReminder wall={ownWall} />}</Suspense>
            {ui.panel !== 'people' && (
              <LobbyNotice
                waiting={waiting}
                onAdmit={() => lobbyActions.admit(null)}
                onLook={() => actions.togglePanel('people')}
              />
            )}
          </>
        }
        offer={offer.open && <SmallOffer onOpen={small.toggle} onDismiss={offer.decline} />}
        connection={
          <Suspense>
            <ConnectionPanel
              people={model.people}
              measures={call.measures}
              startedAt={model.call.startedAt}
              room={roomName(room)}
              statistics={may('call.statistics') ? call.statistics : null}
            />
          </Suspense>
        }
        rights={<Suspense>{may('room.configure') && <RightsPanel room={room} />}</Suspense>}
        leading={
          decides && (
            <Suspense>
              {room.door === 'lobby' && lobby && <LobbyList lobby={lobby} actions={lobbyActions} />}
              <LeadBar
                hands={model.people.filter(({ hand }) => hand !== null).length}
                mayAllSpeak={model.rules.policy.speak === 'everyone'}
                floor={model.people.some(({ rights }) => rights.some(isFloor))}
                actions={{
                  muteAll: (mayUnmute) => attempt(leading.muteAll(mayUnmute)),
                  letAllSpeak: () =>
                    void updateRoom({ id: room.id, body: { policy: { speak: 'everyone' } } })
                      .then(() => toast({ title: t('allMaySpeak.told'), tone: 'success' }))
                      .catch(showFault),
                  passFloor: () => attempt(leading.passFloor()),
                  lowerHands: () => attempt(leading.lowerHands()),
                  openRights: () => changeCallUi(session, { panel: 'rights' }),
                }}
              />
            </Suspense>
          )
        }
        instead={
          looksAtWall && (
            <Suspense fallback={<div className="grow" />}>
              <WallPage
                students={wallStudents(model.people, showing, model.call.wall, compare)}
                asked={model.call.wall !== null}
                port={wallPort}
                actions={wallActions}
                onClose={() => changeCallUi(session, { wall: false })}
              />
            </Suspense>
          )
        }
        alone={<Alone onCopyLink={onCopyLink} {...(onInvite ? { onInvite } : {})} />}
        peopleActions={peopleActions}
        actionsFor={actionsFor}
        onAllowSound={playback.resume}
        bar={{
          bar: model.bar,
          actions,
          panel: ui.panel,
          unread,
          questions,
          newFiles,
          layout: ui.layout,
          hideSelf: ui.hideSelf,
          canShare: local.canShareScreen,
          choices: { devices, inUse, choose: local.choose, openSettings: () => setSettings(true) },
          onLayout: (layout) => changeCallUi(session, { layout, pinned: null }),
          onHideSelf: (hideSelf) => changeCallUi(session, { hideSelf }),
          onPopOut: popOutLarge,
          onSettings: () => setSettings(true),
          onShortcuts: () => openOverlay('shortcuts'),
          small: { open: small.body !== null, toggle: small.toggle },
          laser: { possible: mayPoint, on: ui.laser, toggle: actions.toggleLaser },
          wall: {
            asked: model.call.wall !== null,
            shown: looksAtWall,
            toggle: () => changeCallUi(session, { wall: !ui.wall }),
          },
          onEndForAll: () => setQuestion({ kind: 'end', run: leading.endForAll }),
        }}
      />
      <CallNews session={session} />
      <Suspense>
        {settings && (
          <SettingsDialog media={local} ice={session.ice} onClose={() => setSettings(false)} />
        )}
        {person && (
          <PersonDialog
            person={person}
            onClose={() => setRightsOf(null)}
            actions={{
              grant: (capability, allowed) =>
                attempt(leading.grant(person.participantId, capability, allowed)),
              muteFirmly: () => attempt(leading.mute(person.participantId, false)),
              appoint: (role) => attempt(leading.appoint(person.participantId, role)),
              handOver: () => attempt(leading.handOver(person.participantId)),
              ban: (address) => attempt(leading.ban(person.participantId, address)),
            }}
          />
        )}
        {ownWall.state === 'asked' && <WallRequest wall={ownWall} />}
        {small.body && (
          <SmallCall
            body={small.body}
            tiles={model.tiles}
            people={model.people}
            speaker={model.speaker}
            port={port}
            view={call.view}
            chat={chat}
            onGiveFloor={({ participantId }) => peopleActions.giveFloor(participantId, 'speak')}
          />
        )}
        {question && (
          <Confirm
            question={question}
            onCancel={() => setQuestion(null)}
            onConfirm={() => {
              setQuestion(null);
              question.run().catch(showFault);
            }}
          />
        )}
      </Suspense>
    </>
  );
}

const isFloor = ({ allowed, floor }: Right): boolean => allowed && floor;
