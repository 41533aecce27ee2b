import { createValue } from '@converge/client/state/value';
import type { JoinCode, RoomId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import type { JoinCard } from '@converge/protocol/rest/join';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { enterCall, loadEngine } from '../../data/call-session.ts';
import { enterRoom } from '../../data/join.ts';
import type { Identity } from '../../data/live-room.ts';
import { isSomebodySeen } from '../../data/somebody-seen.ts';
import { useWords } from '../../i18n/words.ts';
import { usePageTitle } from '../page/use-page-title.ts';
import { roomName, roomPath } from '../rooms/room-words.ts';
import { EntranceView } from './entrance-view.tsx';
import { type First, FirstPictures } from './first-pictures.tsx';
import { storedName, storeName } from './stored-name.ts';
import { usePrepared } from './use-prepared.ts';
import { usePreview } from './use-preview.ts';

/** The open door: everything is made ready while one looks into the mirror, then the step through. */
export function Entrance({ code, card }: { code: JoinCode; card: JoinCard }) {
  const t = useWords('join');
  const navigate = useNavigate();
  const { room, may, me } = card;
  const [name, setName] = useState(() => me?.person.name ?? storedName());
  const preview = usePreview(may);
  const prepared = usePrepared(code, card, me && identityOf(me.person, room.id), roomPath(room.id));
  usePageTitle(t('title', { room: roomName(room) }));
  const [first] = useState(() => createValue<First | null>(null));
  const [still] = useState(() => createValue(false));
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
    };
  }, []);

  const enter = async (as: string) => {
    // The request goes out first.
    const going = goIn(as);
    still.set(true);
    void elapsed(STILL_MS).then(() => still.set(false));
    try {
      await going;
    } finally {
      still.set(false);
    }
  };

  const goIn = async (as: string) => {
    const since = Date.now();
    // Before the devices are handed over: what can't be fetched must leave the mirror as it is.
    const engine = loadEngine();
    // A guest who has the key and the name already needs no other step.
    const keeps = me?.person.kind === 'guest' && me.person.name === as;
    const { line } = prepared.current;
    const answer = keeps
      ? { me: me.person, role: me.role, line: false }
      : await enterRoom(code, as, line?.token ?? null);
    if (answer.me.kind === 'guest') storeName(as);
    await engine;
    // Who turned round at the door stays outside; the mirror's devices are closed by now.
    if (left.current) return;
    // The call's from here on: leaving this page doesn't end it.
    const { path } = prepared.current;
    prepared.current.path = null;
    const { call } = await enterCall({
      door: { room, me: answer.me, role: answer.role },
      identity: identityOf(answer.me, room.id),
      local: preview.handOver(),
      media: card.media,
      ice: card.ice,
      line: answer.line ? line : null,
      path,
      since,
    });
    // To draw a whole page while the line is being made would hold up the line; so the others'
    // pictures come first, where the mirror was, and the page is drawn around them. It also
    // shows what went wrong, or goes on slowly.
    const seen = new Promise<void>((resolve) => first.set({ call, onSeen: resolve }));
    const inside = call.join().then(() => (isSomebodySeen(call) ? seen : undefined));
    await Promise.race([inside, elapsed(LONGEST_WAIT_MS)]);
    // Who has walked on meanwhile isn't fetched back: the call goes on in the dock.
    if (!left.current) navigate(roomPath(room.id), { replace: true });
  };

  return (
    <EntranceView
      card={card}
      local={preview.local}
      first={<FirstPictures first={first} />}
      still={still}
      name={name}
      onName={setName}
      onEnter={enter}
    />
  );
}

/**
 * After so long one wants to see more than a pressed button. Not much sooner: to draw
 * the page keeps a slow machine from the picture that is about to come.
 */
const LONGEST_WAIT_MS = 2_000;

/** To draw one's own picture meanwhile takes a slow machine a tenth of what it has; a slow line takes longer. */
const STILL_MS = 1_000;

const elapsed = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const identityOf = ({ kind, id }: Person, roomId: RoomId): Identity =>
  kind === 'user' ? { kind: 'account', id } : { kind: 'guest', roomId };
