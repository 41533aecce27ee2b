import { setUpRoom } from '@converge/client/testing/in-room';
import { makeRoom, roomId } from '@converge/client/testing/make';
import { roomLive } from '@converge/protocol/realtime/room';
import type { RoomsAnswer } from '@converge/protocol/rest/rooms';
import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { keys } from './keys.ts';
import { tellLists } from './live-in-lists.ts';

const listed = (nr: number) => ({ ...makeRoom({ id: roomId(nr) }), held: null });

test('the list says of a room that is open what the room hears, and of others what it was told', async () => {
  const { net, room } = setUpRoom();
  const client = new QueryClient();
  client.setQueryData<RoomsAnswer>(keys.rooms, { rooms: [listed(1), listed(2)] });
  const lives = () => client.getQueryData<RoomsAnswer>(keys.rooms)?.rooms.map(({ live }) => live);
  tellLists(client, room);
  await net.drain();
  const tell = async (live: { since: number; count: number } | null) => {
    net.sessions[0]?.send(roomLive, { roomId: room.roomId, live });
    await net.drain();
  };

  await tell({ since: 5, count: 1 });
  expect(lives()).toEqual([{ since: 5, count: 1 }, null]);
  await tell({ since: 5, count: 3 });
  expect(lives()).toEqual([{ since: 5, count: 3 }, null]);

  // The list was asked for before, and answers after.
  let answer = (_rooms: RoomsAnswer) => {};
  const asked = client.fetchQuery({
    queryKey: keys.rooms,
    queryFn: () => new Promise<RoomsAnswer>((done) => (answer = done)),
  });
  await tell(null);
  answer({ rooms: [{ ...listed(1), live: { since: 5, count: 3 } }, listed(2)] });
  await asked;
  expect(lives()).toEqual([null, null]);
});
