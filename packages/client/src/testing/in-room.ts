/** One device, its network and a chat server: the setting of most conversation tests. */
import { createConnection } from '../realtime/connection.ts';
import { backoff } from '../realtime/reconnect-policy.ts';
import { openRoom } from '../room/open-room.ts';
import { memoryStorage } from '../state/storage.ts';
import { FakeChatServer } from './fake-chat.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFakeNet } from './fake-net.ts';
import { roomId } from './make.ts';

export function setUpRoom(server = new FakeChatServer(), storage = memoryStorage()) {
  const clock = createFakeClock();
  const net = createFakeNet(server);
  /** A page over the same network and storage, as after a reload. */
  const openPage = (after?: Promise<void>) => {
    const connection = createConnection({ open: net.open, clock, wakeups: () => () => {} });
    const room = openRoom({
      connection,
      roomId: roomId(),
      storage,
      clock,
      after,
      policy: backoff({ random: () => 1 }),
    });
    return { connection, room, conversation: room.conversation };
  };
  return {
    clock,
    net,
    server,
    storage,
    openPage,
    ...openPage(),
    /** Delivers and lets time pass until nothing is left to do. */
    async rest() {
      for (let i = 0; i < 200; i++) {
        await net.drain();
        await clock.advance(1_000);
        if (net.inFlight === 0 && i > 5) return;
      }
      throw new Error('it never comes to rest');
    },
  };
}
