/**
 * A room that is open hears at once who comes into its call and who goes; the lists
 * of rooms are only asked for now and then. So that the same room doesn't say two
 * things on one screen, what is heard is written into the lists as well.
 */
import type { OpenRoom } from '@converge/client/room/open-room';
import type { LiveSeen, OpenRoomsAnswer, RoomsAnswer } from '@converge/protocol/rest/rooms';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { keys } from './keys.ts';

const told = new WeakSet<OpenRoom>();

/** Does so from now until the room is closed: who leaves a call and its page still sees it end. */
export function useLiveInLists(room: OpenRoom): void {
  const client = useQueryClient();
  useEffect(() => tellLists(client, room), [client, room]);
}

/** The same without a component. Safe to repeat. */
export function tellLists(client: QueryClient, room: OpenRoom): void {
  if (told.has(room)) return;
  told.add(room);
  const { state } = room;
  const tell = () => {
    const now = state.get();
    if (now.kind !== 'open') return;
    const { id, live } = now.room;
    showLive<RoomsAnswer>(client, keys.rooms, id, live);
    showLive<OpenRoomsAnswer>(client, keys.openRooms, id, live);
  };
  tell();
  state.subscribe(tell);
}

interface List {
  readonly rooms: readonly { readonly id: string; readonly live: LiveSeen | null }[];
}

function showLive<Answer extends List>(
  client: QueryClient,
  queryKey: readonly string[],
  id: string,
  live: LiveSeen | null,
): void {
  const known = client.getQueryData<Answer>(queryKey)?.rooms.find((room) => room.id === id);
  if (!known || (known.live?.since === live?.since && known.live?.count === live?.count)) return;
  // An answer that is on its way may be older than what was heard.
  void client.cancelQueries({ queryKey, exact: true });
  client.setQueryData<Answer>(
    queryKey,
    (answer) =>
      answer && {
        ...answer,
        rooms: answer.rooms.map((room) => (room.id === id ? { ...room, live } : room)),
      },
  );
}
