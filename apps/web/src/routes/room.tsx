import { RoomId } from '@converge/protocol/ids';
import { useParams } from 'react-router';
import { useMe } from '../data/space.ts';
import { NotFound } from '../features/page/not-found.tsx';
import { RoomPage } from '../features/room/room-page.tsx';
import { RoomSkeleton } from '../features/room/room-states.tsx';
import { RoomWindow } from '../features/room/room-window.tsx';

/** /rooms/:roomId, for members in their shell and for guests with a key to this one room. */
export default function RoomRoute() {
  const { roomId } = useParams();
  const me = useMe();
  const parsed = RoomId.safeParse(roomId);
  if (!parsed.success) return <NotFound />;
  return (
    <RoomWindow guest={me === null}>
      {me === undefined ? (
        <RoomSkeleton />
      ) : (
        <RoomPage
          key={parsed.data}
          roomId={parsed.data}
          identity={me ? { kind: 'account', id: me.id } : { kind: 'guest', roomId: parsed.data }}
        />
      )}
    </RoomWindow>
  );
}
