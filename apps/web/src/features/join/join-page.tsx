import type { JoinCode } from '@converge/protocol/ids';
import { useState } from 'react';
import { Navigate } from 'react-router';
import { type CallSession, callSession } from '../../data/call-session.ts';
import { useJoinCard } from '../../data/join.ts';
import { Skeleton } from '../../design/skeleton.tsx';
import { roomPath } from '../rooms/room-words.ts';
import { Closed } from './closed.tsx';
import { Entrance } from './entrance.tsx';

/** What stands behind a link: the way in, or why it is closed. */
export function JoinPage({ code }: { code: JoinCode }) {
  const card = useJoinCard(code);
  // The one on the way in by this door is its own affair.
  const [session] = useState(callSession.get);
  // Who is in this call already, on this very page, needs no door.
  const inside = session !== null && session.roomId === card.data?.room.id;
  if (inside && isGoingOn(session)) return <Navigate to={roomPath(session.roomId)} replace />;
  if (card.data) return <Entrance code={code} card={card.data} />;
  if (card.isError) return <Closed error={card.error} onRetry={() => void card.refetch()} />;
  return <Waiting />;
}

/** The same places, until the answer is there. */
const Waiting = () => (
  <div aria-busy="true" className="grid w-full max-w-5xl gap-8 lg:grid-cols-[1.55fr_1fr]">
    <Skeleton className="aspect-video max-h-[60dvh] w-full rounded-tile" />
    <div className="flex flex-col gap-4">
      <Skeleton className="size-14" />
      <Skeleton className="h-8 w-3/4" />
      <Skeleton className="h-5 w-1/2" />
      <Skeleton className="mt-4 h-12 w-full" />
    </div>
  </div>
);

function isGoingOn({ call }: CallSession): boolean {
  const { kind } = call.state.get();
  return kind === 'in' || kind === 'reconnecting';
}
