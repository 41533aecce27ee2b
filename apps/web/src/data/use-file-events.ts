import type { PayloadOf } from '@converge/protocol/realtime/define';
import { filesChanged, filesHandedOut } from '@converge/protocol/realtime/files';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { keys } from './keys.ts';
import type { LiveRoom } from './live-room.ts';

export type HandedOut = PayloadOf<typeof filesHandedOut>;

/** Many changes at once, such as of an upload of a hundred files, are asked for once. */
const gatherMs = 400;

/** Keeps the list of files fresh while a room is open, and tells what is handed out. */
export function useFileEvents(live: LiveRoom, onHandedOut: (event: HandedOut) => void): void {
  const client = useQueryClient();
  const tell = useRef(onHandedOut);
  tell.current = onHandedOut;
  useEffect(() => {
    const { connection, room } = live;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer = undefined;
      void client.invalidateQueries({ queryKey: keys.files(room.roomId) });
    };
    const soon = () => {
      timer ??= setTimeout(refresh, gatherMs);
    };
    let state = connection.state.get().kind;
    const ends = [
      connection.on(filesChanged, ({ roomId }) => roomId === room.roomId && soon()),
      connection.on(filesHandedOut, (event) => {
        if (event.roomId === room.roomId) tell.current(event);
      }),
      // What was told while the line was gone wasn't heard.
      connection.state.subscribe(() => {
        const before = state;
        state = connection.state.get().kind;
        if (state === 'online' && before !== 'online') soon();
      }),
    ];
    return () => {
      clearTimeout(timer);
      for (const end of ends) end();
    };
  }, [client, live]);
}
