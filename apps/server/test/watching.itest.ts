/**
 * Everything that is known about people in a room and isn't for everybody: who
 * asks for it without leading the room gets a refusal, by whichever way.
 */
import { callJoin, callStatistics } from '@converge/protocol/realtime/call';
import type { JoinCard } from '@converge/protocol/rest/join';
import type { Room } from '@converge/protocol/rest/rooms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from './browser.ts';
import type { Live } from './live.ts';
import { createTestServer, type TestServer } from './server.ts';
import {
  call,
  goLive,
  join,
  joinAsGuest,
  makeRoom,
  refusal,
  register,
  type Somebody,
} from './world.ts';

let server: TestServer;
let room: Room;
let owner: Somebody;
const askers: Record<string, { browser: Browser; live: Live | null }> = {};

beforeAll(async () => {
  server = await createTestServer();
  const admin = await register(server, 'Ada');
  owner = await register(server, 'Olga');
  await call(admin.browser, 'PATCH', `/admin/people/${owner.id}`, { role: 'teacher' });
  room = await makeRoom(owner);
  const { media } = await call<JoinCard>(server.browser(), 'GET', `/join/${room.code}`);
  const enter = async (live: Live) => {
    await live.ask(callJoin, { roomId: room.id, rtpCapabilities: media });
    return live;
  };
  const member = await register(server, 'Mila');
  await join(member.browser, room.code);
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  const stranger = await register(server, 'Eva');
  askers.owner = { browser: owner.browser, live: await enter(await goLive(server, owner)) };
  askers.admin = { browser: admin.browser, live: await enter(await goLive(server, admin)) };
  askers.member = { browser: member.browser, live: await enter(await goLive(server, member)) };
  askers.guest = { browser: guest.browser, live: await enter(await goLive(server, guest, room)) };
  askers.stranger = { browser: stranger.browser, live: await goLive(server, stranger) };
  askers.nobody = { browser: server.browser(), live: null };
});
afterAll(async () => {
  for (const { live } of Object.values(askers)) live?.close();
  await server.close();
});

const reads: Readonly<
  Record<string, (asker: { browser: Browser; live: Live | null }) => Promise<string>>
> = {
  'past calls': ({ browser }) => refusal(browser, 'GET', `/rooms/${room.id}/calls`),
  attendance: ({ browser }) => refusal(browser, 'GET', `/rooms/${room.id}/attendance.csv`),
  monitoring: async ({ live }) => {
    const answer = await live?.raw(callStatistics.name, { roomId: room.id });
    if (!answer) return 'not_signed_in';
    return answer.ok ? 'not refused: 200' : answer.error.code;
  },
};

test.each(Object.keys(reads))(
  'MON-1 ATT-4 %s: for who leads, and for nobody else',
  async (name) => {
    const answers = Object.fromEntries(
      await Promise.all(
        Object.entries(askers).map(async ([who, asker]) => [who, await reads[name]?.(asker)]),
      ),
    );
    expect(answers).toMatchObject({
      owner: 'not refused: 200',
      admin: 'not refused: 200',
      member: 'forbidden',
      nobody: 'not_signed_in',
    });
    // A guest's key is no account; to a stranger the room isn't there, or they aren't in its call.
    expect(answers.guest).toMatch(/^(forbidden|not_signed_in)$/);
    expect(answers.stranger).toMatch(/^(forbidden|room_not_found|not_in_call)$/);
  },
);
