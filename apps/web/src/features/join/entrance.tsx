import type { JoinCode } from '@converge/protocol/ids';
import type { JoinCard } from '@converge/protocol/rest/join';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { enterCall, loadEngine } from '../../data/call-session.ts';
import { enterRoom } from '../../data/join.ts';
import type { Identity } from '../../data/live-room.ts';
import { useWords } from '../../i18n/words.ts';
import { usePageTitle } from '../page/use-page-title.ts';
import { roomName, roomPath } from '../rooms/room-words.ts';
import { EntranceView } from './entrance-view.tsx';
import { storedName, storeName } from './stored-name.ts';
import { usePrepared } from './use-prepared.ts';
import { usePreview } from './use-preview.ts';

/** The open door: everything is made ready while one looks into the mirror, then the step through. */
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
  const navigate = useNavigate();
  const { room, may, me } = card;
  const [name, setName] = useState(() => me?.person.name ?? storedName());
  const preview = usePreview(may);
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

  return (
    <EntranceView card={card} local={preview.local} name={name} onName={setName} onEnter={enter} />
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
