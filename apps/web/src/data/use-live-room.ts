import type { RoomId } from '@converge/protocol/ids';
import { useEffect, useState } from 'react';
import { holdRoom, type Identity, type LiveRoom } from './live-room.ts';

/** The open room, held while the component is shown; null for a moment before. */
export function useLiveRoom(roomId: RoomId, identity: Identity): LiveRoom | null {
  const [live, setLive] = useState<LiveRoom | null>(null);
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
