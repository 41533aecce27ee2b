import type { RoomId } from '@converge/protocol/ids';
import { useEffect, useState } from 'react';
import { holdRoom, type Identity, type LiveRoom, openedRoom } from './live-room.ts';

/**
 * The open room, held while the component is shown. One that is open already is
 * there in the first render, so that its page is drawn with it and not after it.
 * null: for a moment before.
 */
export function useLiveRoom(roomId: RoomId, identity: Identity): LiveRoom | null {
  const [live, setLive] = useState(() => openedRoom(roomId, identity));
  const account = identity.kind === 'account' ? identity.id : null;
  useEffect(() => {
    const held = holdRoom(
      roomId,
      account === null ? { kind: 'guest', roomId } : { kind: 'account', id: account },
    );
    setLive(held.value);
    return () => {
      held.release();
      setLive(null);
    };
  }, [roomId, account]);
  return live;
}
