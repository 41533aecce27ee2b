/** The wall at the call: who asks, who shows, who is told and sent what. */
import type { ParticipantId } from '@converge/protocol/ids';
import { presetPolicies, type RoomRole } from '@converge/protocol/permissions';
import { callLeave } from '@converge/protocol/realtime/call';
import { mediaProducerOverruled, mediaView, type Tile } from '@converge/protocol/realtime/media';
import { callStop } from '@converge/protocol/realtime/moderation';
import {
  wallAsk,
  wallClose,
  wallLook,
  wallShowing,
  wallStage,
  wallStop,
} from '@converge/protocol/realtime/wall';
import { beforeEach, expect, test } from 'vitest';
import { House, idOf, refusal, type TestSession } from '../../test/call-house.ts';

let house: House;
let teacher: TestSession;
let mila: TestSession;
let timo: TestSession;

beforeEach(async () => {
  house = new House();
  house.rules = { ...house.rules, policy: presetPolicies.class };
  teacher = await enter('Teacher', 'owner');
  mila = await enter('Mila', 'guest');
  timo = await enter('Timo', 'participant');
});

async function enter(name: string, role: RoomRole): Promise<TestSession> {
  const session = house.somebody(name, role).connect();
  await session.join();
  return session;
}

const roomId = () => house.roomId;
const ask = () => teacher.ask(wallAsk, { roomId: roomId() });
const view = (session: TestSession, source: Tile['source'], of: ParticipantId) =>
  session.ask(mediaView, { tiles: [{ participantId: of, source, width: 320, height: 180 }] });
const flowing = (to: TestSession) =>
  house.media.current.flowing.filter((line) => line.endsWith(idOf(to)));
const stage = (participantId: ParticipantId | null, by = teacher) =>
  by.ask(wallStage, { roomId: roomId(), participantId });

test('WALL-1 nobody shows a screen before somebody who leads has asked, and who leads shows none', async () => {
  expect(await refusal(mila.produce('wallScreen'))).toBe('forbidden');
  expect(await refusal(mila.ask(wallAsk, { roomId: roomId() }))).toBe('forbidden');
  await ask();
  expect(mila.copy?.call.wall).toEqual({ by: idOf(teacher), staged: null });
  // The class lets nobody share by themselves; showing it to the teacher is another thing.
  expect(await refusal(mila.produce('screen'))).toBe('forbidden');
  await mila.produce('wallScreen');
  expect(await refusal(teacher.produce('wallScreen'))).toBe('forbidden');
  house.checkCopies();
});

test('WALL-2 only who leads is told who shows theirs, and sees it', async () => {
  await ask();
  await mila.produce('wallScreen');
  expect(teacher.events(wallShowing).at(-1)?.participantIds).toEqual([idOf(mila)]);
  expect(timo.events(wallShowing)).toEqual([]);
  expect(await refusal(timo.ask(wallLook, { roomId: roomId() }))).toBe('forbidden');
  expect(JSON.stringify(timo.heard)).not.toContain('wallScreen');
  await view(timo, 'wallScreen', idOf(mila));
  expect(flowing(timo)).toEqual([]);
  // Also to who leads it is sent only when they look (WALL-3).
  expect(flowing(teacher)).toEqual([]);
  await view(teacher, 'wallScreen', idOf(mila));
  expect(flowing(teacher)).toEqual([`${idOf(mila)} wallScreen -> ${idOf(teacher)}`]);
  const second = await enter('Second teacher', 'moderator');
  expect(await second.ask(wallLook, { roomId: roomId() })).toEqual({
    participantIds: [idOf(mila)],
  });
});

test('WALL-4 closing the wall ends every screen at the SFU before anybody is told', async () => {
  await ask();
  const producerId = await mila.produce('wallScreen');
  await view(teacher, 'wallScreen', idOf(mila));
  await teacher.ask(wallClose, { roomId: roomId() });
  expect(house.media.current.log).toContain('stop wallScreen');
  expect(mila.events(mediaProducerOverruled)).toEqual([
    { producerId, source: 'wallScreen', action: 'closed', by: idOf(teacher) },
  ]);
  expect(mila.copy?.call.wall).toBeNull();
  expect(flowing(teacher)).toEqual([]);
  expect(await refusal(mila.produce('wallScreen'))).toBe('forbidden');
  house.checkCopies();
});

test('WALL-4 when nobody is left who looks, the wall closes by itself', async () => {
  await ask();
  await mila.produce('wallScreen');
  await teacher.ask(callLeave, { roomId: roomId() });
  expect(mila.copy?.call.wall).toBeNull();
  expect(mila.events(mediaProducerOverruled)).toHaveLength(1);
});

test('WALL-4 who stops by themselves is off the wall, and one who is stopped may show it again', async () => {
  await ask();
  await mila.produce('wallScreen');
  await teacher.ask(wallStop, { roomId: roomId(), participantId: idOf(mila) });
  expect(teacher.events(wallShowing).at(-1)?.participantIds).toEqual([]);
  await mila.produce('wallScreen');
  await mila.ask(callLeave, { roomId: roomId() });
  expect(teacher.events(wallShowing).at(-1)?.participantIds).toEqual([]);
});

test('WALL-5 on stage it is a share that everybody sees, and taken down it is the wall’s again', async () => {
  house.changePolicy({ ...presetPolicies.class, seeOthers: 'moderators' });
  await ask();
  await mila.produce('wallScreen');
  expect(await refusal(stage(idOf(mila), timo))).toBe('forbidden');
  expect(await refusal(stage(idOf(timo)))).toBe('not_found');
  await stage(idOf(mila));
  const shown = () =>
    timo.copy?.call.participants.find(({ id }) => id === idOf(mila))?.media.screen;
  expect(shown()).toBe('on');
  expect(timo.copy?.call.wall?.staged).toBe(idOf(mila));
  expect(flowing(timo)).toEqual([`${idOf(mila)} screen -> ${idOf(timo)}`]);
  const late = await enter('Vera', 'guest');
  expect(late.admission?.consumers.map(({ source }) => source)).toEqual(['screen']);
  await stage(null);
  expect(shown()).toBe('off');
  expect(flowing(timo)).toEqual([]);
  expect(flowing(late)).toEqual([]);
  house.checkCopies();
});

test('WALL-5 stopping the share on stage takes it down, and its end ends both', async () => {
  await ask();
  await mila.produce('wallScreen');
  await stage(idOf(mila));
  await teacher.ask(callStop, { roomId: roomId(), participantId: idOf(mila), source: 'screen' });
  expect(teacher.copy?.call.wall?.staged).toBeNull();
  expect(mila.events(mediaProducerOverruled)).toEqual([]);
  await stage(idOf(mila));
  await teacher.ask(wallStop, { roomId: roomId(), participantId: idOf(mila) });
  expect(timo.copy?.call.wall?.staged).toBeNull();
  expect(timo.copy?.call.participants.find(({ id }) => id === idOf(mila))?.media.screen).toBe(
    'off',
  );
  house.checkCopies();
});

test('WALL-2 who no longer leads is sent nothing of the wall, and who leads now shows nothing', async () => {
  const second = await enter('Second teacher', 'moderator');
  await ask();
  await mila.produce('wallScreen');
  await timo.produce('wallScreen');
  await view(second, 'wallScreen', idOf(mila));
  expect(flowing(second)).toHaveLength(1);
  const { personId } = house.call?.participants.get(idOf(second)) ?? {};
  const timoId = house.call?.participants.get(idOf(timo))?.personId;
  if (!personId || !timoId) throw new Error('both are inside');
  const rights = { grants: {}, floor: [] };
  house.directory.rightsChanged(roomId(), personId, { role: 'participant', ...rights });
  expect(flowing(second)).toEqual([]);
  house.directory.rightsChanged(roomId(), timoId, { role: 'moderator', ...rights });
  expect(timo.events(mediaProducerOverruled)).toHaveLength(1);
  expect(teacher.events(wallShowing).at(-1)?.participantIds).toEqual([idOf(mila)]);
  house.checkCopies();
});
