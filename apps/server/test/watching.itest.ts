/**
 * Everything that is known about people in a room and isn't for everybody: who
 * asks for it without leading the room gets a refusal, by whichever way.
 */
import type { ParticipantId } from '@converge/protocol/ids';
import { callStatistics } from '@converge/protocol/realtime/call';
import { callAppoint } from '@converge/protocol/realtime/moderation';
import type { Room } from '@converge/protocol/rest/rooms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from './browser.ts';
import type { Live } from './live.ts';
import { createTestServer, type TestServer } from './server.ts';
import {
  call,
  enterCall,
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
let moderatorId: ParticipantId;
const askers: Record<string, { browser: Browser; live: Live | null }> = {};

beforeAll(async () => {
  server = await createTestServer();
  const admin = await register(server, 'Ada');
  owner = await register(server, 'Olga');
  await call(admin.browser, 'PATCH', `/admin/people/${owner.id}`, { role: 'teacher' });
  room = await makeRoom(owner);
  const enter = async (who: Somebody, key?: Room) => {
    const live = await goLive(server, who, key);
    const { participantId } = await enterCall(live, room);
    return { live, participantId };
  };
  const member = await register(server, 'Mila');
  await join(member.browser, room.code);
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  const stranger = await register(server, 'Eva');
  const deputy = await register(server, 'Mark');
  await join(deputy.browser, room.code);
  for (const [who, somebody] of Object.entries({ owner, admin, member, moderator: deputy })) {
    const { live, participantId } = await enter(somebody);
    askers[who] = { browser: somebody.browser, live };
    if (who === 'moderator') moderatorId = participantId;
  }
  askers.guest = { browser: guest.browser, live: (await enter(guest, room)).live };
  await askers.owner?.live?.ask(callAppoint, {
    ...{ roomId: room.id, participantId: moderatorId },
    role: 'moderator',
  });
  askers.stranger = { browser: stranger.browser, live: await goLive(server, stranger) };
  askers.nobody = { browser: server.browser(), live: null };
});
afterAll(async () => {
  for (const { live } of Object.values(askers)) live?.close();
  await server.close();
});

type Asker = (typeof askers)[string];
const rest = (path: string) => (asker: Asker) =>
  refusal(asker.browser, 'GET', `/rooms/${room.id}/${path}`);

/** How each is asked for, and whether it is for moderators as well as for the owner. */
const reads: Readonly<Record<string, readonly [(asker: Asker) => Promise<string>, boolean]>> = {
  'past calls': [rest('calls'), true],
  attendance: [rest('attendance.csv'), true],
  bans: [rest('bans'), true],
  'the log of who did what': [rest('audit'), false],
  monitoring: [
    async ({ live }) => {
      const answer = await live?.raw(callStatistics.name, { roomId: room.id });
      if (!answer) return 'not_signed_in';
      return answer.ok ? 'not refused: 200' : answer.error.code;
    },
    true,
  ],
};

test.each(Object.entries(reads))(
  'MON-1 ATT-4 AUDIT-2 %s: for who leads, and for nobody else',
  async (_name, [read, forModerators]) => {
    const asked = Object.entries(askers).map(async ([who, asker]) => [who, await read(asker)]);
    const answers = Object.fromEntries(await Promise.all(asked));
    expect(answers).toMatchObject({
      owner: 'not refused: 200',
      admin: 'not refused: 200',
      moderator: forModerators ? 'not refused: 200' : 'forbidden',
      member: 'forbidden',
      nobody: 'not_signed_in',
    });
    // A guest's key is no account; to a stranger the room isn't there, or they aren't in its call.
    expect(answers.guest).toMatch(/^(forbidden|not_signed_in)$/);
    expect(answers.stranger).toMatch(/^(forbidden|room_not_found|not_in_call)$/);
  },
);

test('MON-1 who no longer leads asks in vain from then on, on the line that is open', async () => {
  const { moderator } = askers;
  const [monitoring] = reads.monitoring ?? [];
  if (!moderator || !monitoring) throw new Error('nobody moderates');
  await askers.owner?.live?.ask(callAppoint, {
    ...{ roomId: room.id, participantId: moderatorId },
    role: 'participant',
  });
  expect(await monitoring(moderator)).toBe('forbidden');
  expect(await rest('attendance.csv')(moderator)).toBe('forbidden');
});
