/** Every act of moderation there is, done once in a real lesson, and what the room's log says of it. */
import { callHand } from '@converge/protocol/realtime/call';
import { lobbyAdmit, lobbyRefuse, lobbySay } from '@converge/protocol/realtime/lobby';
import { mediaProduce, type SentSource } from '@converge/protocol/realtime/media';
import {
  callAppoint,
  callBan,
  callEnd,
  callGrant,
  callHandOver,
  callLowerHands,
  callMute,
  callMuteAll,
  callRemove,
  callStop,
} from '@converge/protocol/realtime/moderation';
import { chatAsk, chatDismiss, chatPublish } from '@converge/protocol/realtime/questions';
import { wallAsk, wallClose, wallStage, wallStop } from '@converge/protocol/realtime/wall';
import {
  type AuditAction,
  type AuditAnswer,
  type AuditDetails,
  auditActions,
  type BansAnswer,
} from '@converge/protocol/rest/moderation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type TestServer } from '../../../test/server.ts';
import { upload } from '../../../test/tus.ts';
import {
  call,
  enterCall,
  goLive,
  join,
  joinAsGuest,
  knock,
  makeRoom,
  newClientId,
  register,
  type Somebody,
} from '../../../test/world.ts';

let server: TestServer;
let admin: Somebody;
let owner: Somebody;
let member: Somebody;

beforeAll(async () => {
  server = await createTestServer();
  admin = await register(server, 'Ada');
  owner = await register(server, 'Tess');
  member = await register(server, 'Mila');
  await server.database.pool.query(`update users set role = 'teacher' where id = any($1)`, [
    [owner.id, member.id],
  ]);
});
afterAll(() => server.close());

const codecs = {
  audio: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
  video: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
};

/** Who did what to whom, and what exactly. */
type Line = readonly [string, AuditAction, string | null, AuditDetails];

const sorted = (lines: readonly Line[]): string[] =>
  lines
    .map(([by, action, target, details]) =>
      [by, action, target, ...Object.entries(details).sort()].join(' '),
    )
    .sort();

/** A room whose owner leads its call, and whose guests may do everything. */
async function lesson() {
  const room = await makeRoom(owner, { name: 'Physics', access: 'open' });
  const roomId = room.id;
  const teacher = await goLive(server, owner);
  await enterCall(teacher, room);
  let ssrc = 1_000;

  /** A guest inside the call, who sends what is wanted of them. */
  async function guest(name: string) {
    const who = await joinAsGuest(server, room.code, name);
    const live = await goLive(server, who, room);
    const { participantId, transports } = await enterCall(live, room);
    const send = (source: SentSource) => {
      ssrc += 1;
      const kind = source === 'microphone' ? 'audio' : 'video';
      const rtpParameters = { codecs: codecs[kind], encodings: [{ ssrc }] };
      return live.ask(mediaProduce, {
        ...{ transportId: transports.send.id, source, kind, rtpParameters },
      });
    };
    return { who, live, send, participantId, upon: { roomId, participantId } };
  }

  const log = async (): Promise<Line[]> => {
    const path = `/rooms/${roomId}/audit`;
    const { entries } = await call<AuditAnswer>(admin.browser, 'GET', path);
    return entries.map(({ by, action, target, details }) => [
      ...([by.name, action, target?.name ?? null] as const),
      details,
    ]);
  };
  const all: Line[] = [];
  /** These lines have come, and nothing else. What was done within a millisecond stands in any order. */
  async function left(...lines: Line[]): Promise<void> {
    all.push(...lines);
    await expect.poll(async () => sorted(await log())).toEqual(sorted(all));
  }
  const change = (body: object) => call(owner.browser, 'PATCH', `/rooms/${roomId}`, body);
  return { room, roomId, teacher, guest, left, all, change };
}

test('AUDIT-1 AUDIT-4 there is no act of moderation without its line, and no kind of line without an act', async () => {
  const { room, roomId, teacher, guest, left, all, change } = await lesson();
  const [gleb, olga] = [await guest('Gleb'), await guest('Olga')];

  await gleb.send('microphone');
  await teacher.ask(callMute, gleb.upon);
  await gleb.send('camera');
  await teacher.ask(callStop, { ...gleb.upon, source: 'camera' });
  await gleb.live.ask(callHand, { roomId, raised: true });
  await teacher.ask(callHand, { ...gleb.upon, raised: false });
  await gleb.live.ask(callHand, { roomId, raised: true });
  await teacher.ask(callLowerHands, { roomId });
  await teacher.ask(callGrant, { ...gleb.upon, capability: 'draw', allowed: false });
  await teacher.ask(callMuteAll, { roomId, mayUnmute: true });
  await left(
    ['Tess', 'mute', 'Gleb', {}],
    ['Tess', 'stop', 'Gleb', { source: 'camera' }],
    ['Tess', 'lowerHand', 'Gleb', {}],
    ['Tess', 'lowerHands', null, {}],
    ['Tess', 'grant', 'Gleb', { capability: 'draw', allowed: false, forCall: false }],
    ['Tess', 'muteAll', null, { mayUnmute: true }],
  );

  await teacher.ask(wallAsk, { roomId });
  await gleb.send('wallScreen');
  await teacher.ask(wallStage, gleb.upon);
  await teacher.ask(wallStage, { roomId, participantId: null });
  await teacher.ask(wallStage, gleb.upon);
  await teacher.ask(callStop, { ...gleb.upon, source: 'screen' });
  await teacher.ask(wallStop, gleb.upon);
  await teacher.ask(wallClose, { roomId });
  await left(
    ['Tess', 'wall', null, { open: true }],
    ['Tess', 'stage', 'Gleb', {}],
    ['Tess', 'unstage', 'Gleb', {}],
    ['Tess', 'stage', 'Gleb', {}],
    ['Tess', 'unstage', 'Gleb', {}],
    ['Tess', 'stop', 'Gleb', { source: 'wallScreen' }],
    ['Tess', 'wall', null, { open: false }],
  );

  await change({ policy: { chat: 'onRequest' } });
  const [first, second, third] = [newClientId(), newClientId(), newClientId()];
  for (const id of [first, second, third]) {
    await gleb.live.ask(chatAsk, { roomId, id, text: 'Why?' });
  }
  await teacher.ask(chatPublish, { roomId, id: first });
  await teacher.ask(chatDismiss, { roomId, id: second });
  await gleb.live.ask(chatDismiss, { roomId, id: third });
  const files = `/rooms/${roomId}/files`;
  const remove = async (who: Somebody, id: string) =>
    (await call<{ deletionId: string }>(who.browser, 'DELETE', `${files}/${id}`)).deletionId;
  await remove(gleb.who, await upload(gleb.who.browser, roomId, 'a', { name: 'own.txt' }));
  const deletion = await remove(
    owner,
    await upload(gleb.who.browser, roomId, 'b', { name: 'essay.txt' }),
  );
  await call(owner.browser, 'POST', `${files}/deletions/${deletion}/undo`);
  await remove(owner, await upload(owner.browser, roomId, 'c', { name: 'task.txt' }));
  await left(
    ['Tess', 'policy', null, { chat: 'onRequest' }],
    ['Tess', 'publishQuestion', 'Gleb', {}],
    ['Tess', 'dismissQuestion', 'Gleb', {}],
    ['Tess', 'deleteFile', 'Gleb', { name: 'essay.txt' }],
    ['Tess', 'restoreFile', 'Gleb', { name: 'essay.txt' }],
  );

  await change({ access: 'link', door: 'lobby' });
  const knocks = await Promise.all(
    ['Anna', 'Boris'].map(async (name) => {
      const who = await joinAsGuest(server, room.code, name);
      const live = await goLive(server, who, room);
      await knock(live, room);
      return { personId: who.id, live };
    }),
  );
  const [anna, boris] = knocks.map(({ personId }) => personId);
  if (!anna || !boris) throw new Error('both wait');
  await teacher.ask(lobbySay, { roomId, text: ' Five\u0000 more minutes ' });
  await teacher.ask(lobbySay, { roomId, text: 'Five more minutes' });
  await teacher.ask(lobbyAdmit, { roomId, personId: anna });
  await teacher.ask(lobbyRefuse, { roomId, personId: boris });
  await teacher.ask(lobbySay, { roomId, text: '' });
  await change({ door: 'open' });
  await left(
    ['Tess', 'access', null, { access: 'link' }],
    ['Tess', 'door', null, { door: 'lobby' }],
    ['Tess', 'lobbySay', null, { text: 'Five more minutes' }],
    ['Tess', 'admit', 'Anna', {}],
    ['Tess', 'refuse', 'Boris', {}],
    ['Tess', 'lobbySay', null, { text: '' }],
    ['Tess', 'door', null, { door: 'open' }],
  );

  await teacher.ask(callRemove, olga.upon);
  await teacher.ask(callBan, gleb.upon);
  const bans = `/rooms/${roomId}/bans`;
  const [ban] = (await call<BansAnswer>(owner.browser, 'GET', bans)).bans;
  await call(owner.browser, 'DELETE', `${bans}/${ban?.id}`);
  await join(member.browser, room.code);
  const mila = await goLive(server, member);
  const { participantId } = await enterCall(mila, room);
  await teacher.ask(callAppoint, { roomId, participantId, role: 'moderator' });
  await teacher.ask(callHandOver, { roomId, participantId });
  await mila.ask(callEnd, { roomId });
  await left(
    ['Tess', 'remove', 'Olga', {}],
    ['Tess', 'ban', 'Gleb', { address: false }],
    ['Tess', 'unban', 'Gleb', {}],
    ['Tess', 'appoint', 'Mila', { role: 'moderator' }],
    ['Tess', 'handOver', 'Mila', {}],
    ['Mila', 'end', null, {}],
  );
  expect(new Set(all.map(([, action]) => action))).toEqual(new Set(auditActions));
  for (const live of [teacher, mila, gleb.live, olga.live, ...knocks.map((one) => one.live)]) {
    live.close();
  }
});
