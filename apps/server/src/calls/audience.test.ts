import { presetPolicies } from '@converge/protocol/permissions';
import { callHand } from '@converge/protocol/realtime/call';
import { callGrant } from '@converge/protocol/realtime/moderation';
import { beforeEach, expect, test } from 'vitest';
import { House, idOf, type TestSession } from '../../test/call-house.ts';

let house: House;
let teacher: TestSession;
let mila: TestSession;
let oleg: TestSession;

beforeEach(async () => {
  house = new House();
  house.rules = {
    ...house.rules,
    policy: { ...presetPolicies.meeting, seeList: 'moderators' },
  };
  teacher = house.somebody('Teacher', 'owner').connect();
  mila = house.somebody('Mila', 'guest').connect();
  oleg = house.somebody('Oleg', 'guest').connect();
  for (const one of [teacher, mila, oleg]) await one.join();
});

const seen = (session: TestSession) =>
  session.copy?.call.participants.map(({ person }) => person.name).sort();
const everybody = ['Mila', 'Oleg', 'Teacher'];

test('PERM-13 who may not see the list hears of nobody but who leads and who is heard or seen', async () => {
  expect(seen(teacher)).toEqual(everybody);
  expect(seen(mila)).toEqual(['Mila', 'Teacher']);
  expect(JSON.stringify(mila.heard)).not.toContain('Oleg');
  await oleg.ask(callHand, { roomId: house.roomId, raised: true });
  expect(JSON.stringify(mila.heard)).not.toContain(idOf(oleg));
  await oleg.produce('microphone');
  expect(seen(mila)).toEqual(everybody);
  house.checkCopies();
  const producerId = house.call?.participants.get(idOf(oleg))?.sending.get('microphone');
  expect(producerId).toBeDefined();
  oleg.close();
  house.checkCopies();
});

test('PERM-13 CALL-2 the list opens and closes for those inside, by policy and by grant', async () => {
  house.changePolicy(presetPolicies.meeting);
  expect(seen(mila)).toEqual(everybody);
  house.checkCopies();
  house.changePolicy({ ...presetPolicies.meeting, seeList: 'onRequest' });
  expect(seen(mila)).toEqual(['Mila', 'Teacher']);
  house.checkCopies();
  const to = { roomId: house.roomId, participantId: idOf(mila), capability: 'seeList' } as const;
  await teacher.ask(callGrant, { ...to, allowed: true });
  expect(seen(mila)).toEqual(everybody);
  expect(seen(oleg)).toEqual(['Oleg', 'Teacher']);
  house.checkCopies();
  await teacher.ask(callGrant, { ...to, allowed: null });
  expect(seen(mila)).toEqual(['Mila', 'Teacher']);
  house.checkCopies();
});
