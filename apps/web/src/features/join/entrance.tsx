import type { JoinCode } from '@converge/protocol/ids';
import type { JoinCard } from '@converge/protocol/rest/join';
import { Hand } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { enterCall, loadEngine } from '../../data/call-session.ts';
import { enterRoom } from '../../data/join.ts';
import type { Identity } from '../../data/live-room.ts';
import { LiveBadge } from '../../design/badge.tsx';
import { RoomSign } from '../../design/room-sign.tsx';
import { Notice } from '../../design/states.tsx';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { usePageTitle } from '../page/use-page-title.ts';
import { roomName, roomPath } from '../rooms/room-words.ts';
import { Devices } from './devices.tsx';
import { insideWords } from './inside-words.ts';
import { JoinForm } from './join-form.tsx';
import { Listening } from './listening.tsx';
import { PreviewPicture } from './preview.tsx';
import { storedName, storeName } from './stored-name.ts';
import { usePrepared } from './use-prepared.ts';
import { usePreview } from './use-preview.ts';

/** The open door: the mirror at the left, the room and the one button at the right. */
export function Entrance({
  code,
  card,
  loadRoomPage,
}: {
  code: JoinCode;
  card: JoinCard;
  loadRoomPage: () => Promise<unknown>;
}) {
  const t = useWords('join');
  const common = useWords('common');
  const language = useLanguage();
  const navigate = useNavigate();
  const { room, may, me, live } = card;
  const [name, setName] = useState(() => me?.person.name ?? storedName());
  const preview = usePreview(may);
  const person = me?.person ?? { id: 'preview', name: name || '?', avatar: null };
  usePrepared(card.media, identityOf(card), loadRoomPage);
  usePageTitle(t('title', { room: roomName(room) }));

  const enter = async (as: string) => {
    // Before the devices are handed over: what can't be fetched must leave the mirror as it is.
    const engine = loadEngine();
    // A guest who has the key and the name already needs no other step.
    const keeps = me?.person.kind === 'guest' && me.person.name === as;
    const identity: Identity = keeps
      ? { kind: 'guest', roomId: room.id }
      : identityIn(await enterRoom(code, as), room.id);
    if (identity.kind === 'guest') storeName(as);
    await engine;
    await enterCall({
      roomId: room.id,
      code: room.code,
      identity,
      local: preview.handOver(),
      media: card.media,
    });
    // The room's page shows how it goes on, whichever way that is.
    navigate(roomPath(room.id), { replace: true });
  };

  const sends = may.speak || may.camera;
  return (
    <div className="grid w-full max-w-5xl items-start gap-x-10 gap-y-8 lg:grid-cols-[1.55fr_1fr]">
      <div className="flex min-w-0 flex-col gap-3">
        {sends ? (
          preview.local && (
            <>
              <PreviewPicture local={preview.local} may={may} person={person} />
              <Devices local={preview.local} may={may} />
            </>
          )
        ) : (
          <Listening />
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-5 lg:pt-4">
        <header className="flex flex-col gap-3">
          <div className="flex items-center gap-3">
            <RoomSign id={room.id} size="large" />
            {live && <LiveBadge label={common('live')} />}
          </div>
          <h1 className="text-24 [overflow-wrap:anywhere]">{roomName(room)}</h1>
          <p className="text-muted">
            {common(`preset.${room.preset}`)}
            {' · '}
            {common(`leads.${room.preset}`, { name: room.owner })}
          </p>
          <p aria-live="polite" className="text-normal">
            {insideWords(t, card, language)}
          </p>
        </header>
        <JoinForm me={me} name={name} onName={setName} onEnter={enter} />
        {sends && !(may.speak && may.camera) && (
          <Notice tone="accent" icon={<Hand aria-hidden="true" className="size-4" />}>
            {may.speak ? t('floor.camera') : t('floor.speak')}
          </Notice>
        )}
      </div>
    </div>
  );
}

function identityOf({ me, room }: JoinCard): Identity | null {
  if (!me) return null;
  const { kind, id } = me.person;
  return kind === 'user' ? { kind: 'account', id } : { kind: 'guest', roomId: room.id };
}

const identityIn = (
  answer: Awaited<ReturnType<typeof enterRoom>>,
  roomId: JoinCard['room']['id'],
): Identity =>
  answer.me.kind === 'user' ? { kind: 'account', id: answer.me.id } : { kind: 'guest', roomId };
