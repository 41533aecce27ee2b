import { createLobbyWatch } from '@converge/client/call/lobby-watch';
import { silentLog } from '@converge/client/state/log';
import type { RoomId } from '@converge/protocol/ids';
import { useMemo } from 'react';
import type { LiveRoom } from '../../data/live-room.ts';
import { useWords } from '../../i18n/words.ts';
import LobbyList from '../call/leading/lobby-list.tsx';
import { useLobby } from '../call/leading/use-lobby.ts';
import { soundSettings } from '../call/sound/settings.ts';
import { play } from '../call/sound/synth.ts';
import { LobbyPlace } from './lobby-place.tsx';

/** Who waits before the call, for who decides and isn't in the call (SPEC LOBBY-8). */
export default function RoomLobby({
  connection,
  roomId,
}: Pick<LiveRoom, 'connection'> & { roomId: RoomId }) {
  const t = useWords('call');
  const begin = useMemo(
    () => () => createLobbyWatch({ connection, roomId, log: silentLog }),
    [connection, roomId],
  );
  const { lobby, actions } = useLobby(roomId, begin, knock);
  const [first] = lobby?.waiting ?? [];
  return (
    <>
      <p role="status" className="sr-only">
        {first &&
          (lobby?.waiting.length === 1
            ? t('lobby.one', { name: first.person.name })
            : t('lobby.many', { count: lobby?.waiting.length ?? 0 }))}
      </p>
      {lobby ? (
        <div className="border-b border-line bg-surface-1">
          <div className="w-full max-w-3xl [&>section]:border-b-0">
            <LobbyList lobby={lobby} actions={actions} />
          </div>
        </div>
      ) : (
        <LobbyPlace />
      )}
    </>
  );
}

function knock(): void {
  if (!soundSettings.get().knock) return;
  play('knock', '').catch(() => {
    // No gesture yet, so the browser keeps the page silent; the list and the title say it.
  });
}
