/** What the log says of requests about a call, by both interfaces of the whole server. */
import { callHand, callJoin, callStatistics } from '@converge/protocol/realtime/call';
import type { JoinCard } from '@converge/protocol/rest/join';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type TestServer } from '../../test/server.ts';
import {
  admitted,
  call,
  goLive,
  joinAsGuest,
  makeRoom,
  refusal,
  register,
} from '../../test/world.ts';
import { createLog } from '../platform/log.ts';

const lines: Record<string, unknown>[] = [];
let server: TestServer;
beforeAll(async () => {
  const log = createLog('debug', { write: (line: string) => lines.push(JSON.parse(line)) });
  server = await createTestServer({ log });
});
afterAll(() => server.close());

test('OPS-9 refused requests are found by the call’s id, over REST and over the socket', async () => {
  const owner = await register(server, 'Tess');
  const room = await makeRoom(owner, { name: 'Secret physics' });
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  const live = await goLive(server, guest, room);
  // Before there is a call, the room alone can be named.
  await expect(live.ask(callHand, { roomId: room.id, raised: true })).rejects.toThrow();
  const { media } = await call<JoinCard>(server.browser(), 'GET', `/join/${room.code}`);
  const inside = admitted(await live.ask(callJoin, { roomId: room.id, rtpCapabilities: media }));
  await expect(live.ask(callStatistics, { roomId: room.id })).rejects.toThrow('forbidden');
  // A guest's key is none to what stays of calls.
  expect(await refusal(guest.browser, 'GET', `/rooms/${room.id}/calls`)).toBe('not_signed_in');

  const refused = lines.filter(({ msg }) => msg === 'a request was refused');
  expect(refused).toMatchObject([
    { request: 'call.hand', code: 'not_in_call', roomId: room.id },
    {
      request: 'call.statistics',
      code: 'forbidden',
      callId: inside.call.id,
      participantId: inside.participantId,
    },
  ]);
  expect(refused[0]).not.toHaveProperty('callId');
  const answered = lines.filter(({ msg, status }) => msg === 'answered' && status === '401');
  expect(answered).toMatchObject([{ roomId: room.id, callId: inside.call.id }]);
  for (const name of ['Gleb', 'Tess', 'Secret', room.code]) {
    expect(JSON.stringify([refused, answered])).not.toContain(name);
  }
  live.close();
});
