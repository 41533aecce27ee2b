import { presetPolicies } from '@converge/protocol/permissions';
import { callHand } from '@converge/protocol/realtime/call';
import { mediaProducerOverruled } from '@converge/protocol/realtime/media';
import {
  callEnd,
  callGrant,
  callLowerHands,
  callMute,
  callMuteAll,
  callPassFloor,
} from '@converge/protocol/realtime/moderation';
import { beforeEach, expect, test } from 'vitest';
import { House, idOf, refusal, type Somebody, type TestSession } from '../../test/call-house.ts';

let house: House;
let mila: Somebody;
let [t, m, o]: TestSession[] = [];

/** The teacher, Mila and Oleg. */
const at = () => {
  if (!t || !m || !o) throw new Error('nobody is there');
  return { t, m, o, roomId: house.roomId };
};

beforeEach(async () => {
  house = new House();
  house.rules = { ...house.rules, policy: presetPolicies.class };
  mila = house.somebody('Mila', 'guest');
  t = house.somebody('Teacher', 'owner').connect();
  m = mila.connect();
  o = house.somebody('Oleg', 'participant').connect();
  for (const one of [t, m, o]) await one.join();
});

const flowing = () => house.media.current.flowing;
const shown = (session: TestSession) => house.call?.shown(idOf(session));
const raise = (session: TestSession) =>
  session.ask(callHand, { roomId: house.roomId, raised: true });

test('FLOOR-1 the floor is given to a raised hand, is seen, and is taken back with its media', async () => {
  const { t, m, o, roomId } = at();
  await raise(m);
  const floor = { roomId, participantId: idOf(m), capability: 'speak', forCall: true } as const;
  await t.ask(callGrant, { ...floor, allowed: true });
  expect(shown(m)).toMatchObject({ grants: { speak: true }, floor: ['speak'], handRaisedAt: null });
  await m.produce('microphone');
  expect(flowing()).toHaveLength(2);
  expect(await refusal(m.produce('camera'))).toBe('forbidden');

  await t.ask(callGrant, { ...floor, allowed: null });
  expect(flowing()).toEqual([]);
  expect(m.events(mediaProducerOverruled)).toMatchObject([{ action: 'closed', by: idOf(t) }]);
  expect(shown(m)).toMatchObject({ grants: {}, floor: [] });
  expect(o.copy?.call).toEqual(house.call?.snapshot);
  house.checkCopies();
});

test('FLOOR-1 PERM-12 the floor ends with the call, a lasting grant doesn’t', async () => {
  const { t, m, roomId } = at();
  const to = { roomId, participantId: idOf(m), allowed: true };
  await t.ask(callGrant, { ...to, capability: 'speak', forCall: true });
  await t.ask(callGrant, { ...to, capability: 'chat' });
  await t.ask(callEnd, { roomId });
  await expect.poll(() => house.actors.get(mila.personId)?.grants).toEqual({ chat: true });
  await m.join();
  expect(await refusal(m.produce('microphone'))).toBe('forbidden');
  expect(shown(m)?.grants).toEqual({ chat: true });
});

test('FLOOR-5 a server that stops in order leaves the floor with whoever has it', async () => {
  const { t, m, roomId } = at();
  const to = { roomId, participantId: idOf(m), allowed: true };
  await t.ask(callGrant, { ...to, capability: 'speak', forCall: true });
  await house.calls.close();
  expect(house.floors.get(mila.personId)).toEqual(['speak']);
  expect(house.actors.get(mila.personId)?.grants).toEqual({ speak: true });
});

test('FLOOR-2 passing on takes back from one and gives the same to the next in the queue', async () => {
  const { t, m, o, roomId } = at();
  await raise(m);
  await raise(o);
  await t.ask(callPassFloor, { roomId });
  expect(shown(m)).toMatchObject({ grants: { speak: true }, handRaisedAt: null });
  const camera = { roomId, participantId: idOf(m), capability: 'camera' } as const;
  await t.ask(callGrant, { ...camera, allowed: true, forCall: true });
  await m.produce('microphone');
  await t.ask(callPassFloor, { roomId });
  expect(flowing()).toEqual([]);
  expect(shown(m)?.grants).toEqual({});
  expect(shown(o)).toMatchObject({ grants: { speak: true, camera: true }, handRaisedAt: null });
  await t.ask(callPassFloor, { roomId });
  expect(shown(o)?.grants).toEqual({});
  await t.ask(callPassFloor, { roomId, participantId: idOf(m) });
  expect(shown(m)?.grants).toEqual({ speak: true });
  house.checkCopies();
});

test('FLOOR-3 CALL-5 all hands go down at once', async () => {
  const { t, m, o, roomId } = at();
  await raise(m);
  await raise(o);
  await t.ask(callLowerHands, { roomId });
  expect(house.call?.snapshot.participants.map((p) => p.handRaisedAt)).toEqual([null, null, null]);
  expect(house.notes.map(({ action }) => action)).toEqual(['lowerHands']);
});

test('FLOOR-4 who is muted and may not unmute has lost the right for this call', async () => {
  const { t, m, roomId } = at();
  house.changePolicy(presetPolicies.meeting);
  await m.produce('microphone');
  await t.ask(callMute, { roomId, participantId: idOf(m), mayUnmute: false });
  expect(flowing()).toEqual([]);
  expect(m.events(mediaProducerOverruled)).toMatchObject([{ action: 'closed', by: idOf(t) }]);
  expect(await refusal(m.produce('microphone'))).toBe('forbidden');
});

test('MOD-6 all are muted but who leads; those who may not unmute raise a hand', async () => {
  const { t, m, o, roomId } = at();
  house.changePolicy(presetPolicies.meeting);
  for (const one of [t, m, o]) await one.produce('microphone');
  await t.ask(callMuteAll, { roomId, mayUnmute: true });
  expect(flowing().every((stream) => stream.startsWith(idOf(t)))).toBe(true);
  expect(shown(m)?.media.microphone).toBe('paused');

  const floor = { participantId: idOf(o), capability: 'speak', forCall: true } as const;
  await t.ask(callGrant, { roomId, ...floor, allowed: true });
  await t.ask(callMuteAll, { roomId, mayUnmute: false });
  expect(house.rules.policy.speak).toBe('onRequest');
  for (const one of [m, o]) expect(await refusal(one.produce('microphone'))).toBe('forbidden');
  expect(shown(t)?.media.microphone).toBe('on');
  house.checkCopies();
});

test('PERM-6 MOD-1 participants give nothing, take nothing and pass nothing on', async () => {
  const { t, m, o, roomId } = at();
  const mine = { roomId, participantId: idOf(m), capability: 'speak', allowed: true } as const;
  const theirs = { roomId, participantId: idOf(t), capability: 'speak', allowed: false } as const;
  for (const one of [m, o]) {
    for (const attempt of [
      one.ask(callGrant, mine),
      one.ask(callGrant, theirs),
      one.ask(callPassFloor, { roomId }),
      one.ask(callPassFloor, { roomId, participantId: idOf(one) }),
      one.ask(callLowerHands, { roomId }),
      one.ask(callMuteAll, { roomId, mayUnmute: true }),
    ]) {
      expect(await refusal(attempt)).toBe('forbidden');
    }
  }
  expect(await refusal(t.ask(callGrant, theirs))).toBe('forbidden');
  expect(house.notes).toEqual([]);
});
