import { createValue } from '@converge/client/state/value';
import type { RoomId } from '@converge/protocol/ids';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { type CallPhase, phaseOf } from '../../data/call-phase.ts';
import { callSession, dismissCall } from '../../data/call-session.ts';
import { onRecovery } from '../../data/connection.ts';
import { useLiveInLists } from '../../data/live-in-lists.ts';
import type { Identity, LiveRoom } from '../../data/live-room.ts';
import { useSessionOver } from '../../data/space.ts';
import { useLiveRoom } from '../../data/use-live-room.ts';
import { useValue } from '../../data/use-value.ts';
import { WaitingPage } from '../call/frame/waiting-page.tsx';
import { roomName } from '../rooms/room-words.ts';
import { lineRefusal } from './line-refusal.ts';
import { OpenedRoom } from './opened-room.tsx';
import { roomAhead } from './room-ahead.ts';
import { RoomDeleted, RoomRefused, RoomSkeleton } from './room-states.tsx';

/** A room: its conversation, and its call while it is live. */
export function RoomPage({ roomId, identity }: { roomId: RoomId; identity: Identity }) {
  const live = useLiveRoom(roomId, identity);
  useEffect(() => dismissEndedCall, []);
  if (!live) return <RoomSkeleton />;
  return <Known key={roomId} live={live} />;
}

function Known({ live }: { live: LiveRoom }) {
  const { identity, room, connection } = live;
  const navigate = useNavigate();
  useLiveInLists(room);
  // By whatever the server was reached, the line needn't wait for its turn.
  useEffect(() => onRecovery(connection.hurry), [connection]);
  const state = useValue(room.state);
  const line = useValue(connection.state);
  const session = useValue(callSession);
  const own = session?.roomId === room.roomId ? session : null;
  const calling = useValue(own ? phaseOf(own.call) : notCalling);
  // Before the lobby the room refused itself; let in, one asks again.
  const letIn = calling.kind === 'in' && state.kind === 'failed';
  useEffect(() => {
    if (letIn) room.retry();
  }, [letIn, room]);
  const refusal = lineRefusal(line, { open: state.kind === 'open', inCall: own !== null });
  useSessionOver(refusal?.code === 'not_signed_in' && identity.kind === 'account');
  if (own && calling.kind === 'waiting') {
    return (
      <WaitingPage
        room={roomName(own.door.room)}
        message={calling.message}
        onLeave={() => {
          dismissCall();
          navigate('/');
        }}
      />
    );
  }
  if (refusal) {
    const door = state.kind === 'open' && identity.kind === 'guest' ? state.room.code : null;
    return <RoomRefused failure={refusal} door={door} onRetry={connection.retry} />;
  }
  switch (state.kind) {
    case 'opening':
      return own ? (
        <OpenedRoom live={live} room={roomAhead(own.door)} session={own} />
      ) : (
        <RoomSkeleton />
      );
    case 'failed':
      if (own && calling.kind === 'failed') {
        return <RoomRefused failure={calling.failure} onRetry={() => void own.call.join()} />;
      }
      if (own && calling.kind !== 'left') {
        return <OpenedRoom live={live} room={roomAhead(own.door)} session={own} />;
      }
      return <RoomRefused failure={state.failure} onRetry={room.retry} />;
    case 'deleted':
      return <RoomDeleted />;
    case 'open':
      return <OpenedRoom live={live} room={state.room} session={own} />;
    default:
      return state satisfies never;
  }
}

const notCalling = createValue<CallPhase>({ kind: 'idle' });

/** What a call that is over has to say was said on this page. */
function dismissEndedCall(): void {
  const kind = callSession.get()?.call.state.get().kind;
  if (kind === 'left' || kind === 'failed') dismissCall();
}
