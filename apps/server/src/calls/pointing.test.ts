import { callPoint, callPointed } from '@converge/protocol/realtime/point';
import { expect, test } from 'vitest';
import { House, idOf, refusal } from '../../test/call-house.ts';

test('POINT-1 who shares and who leads point at a share, everybody else is refused', async () => {
  const house = new House();
  const enter = async (name: string, role: 'owner' | 'participant') => {
    const session = house.somebody(name, role).connect();
    await session.join();
    return session;
  };
  const [teacher, mila, timo] = [
    await enter('Teacher', 'owner'),
    await enter('Mila', 'participant'),
    await enter('Timo', 'participant'),
  ];
  const { roomId } = house;
  const participantId = idOf(mila);
  const at = { x: 0.25, y: 1 };
  const ask = { roomId, participantId, at };
  expect(await refusal(mila.ask(callPoint, ask))).toBe('not_found');
  await mila.produce('screen');
  const seq = house.call?.seq;
  await mila.ask(callPoint, ask);
  expect(timo.events(callPointed)).toEqual([{ roomId, by: idOf(mila), participantId, at }]);
  // Who points sees it already.
  expect(mila.events(callPointed)).toEqual([]);
  await teacher.ask(callPoint, { ...ask, at: null });
  expect(mila.events(callPointed)).toEqual([
    { roomId, by: idOf(teacher), participantId, at: null },
  ]);
  expect(await refusal(timo.ask(callPoint, ask))).toBe('forbidden');
  expect(callPoint.input.safeParse({ ...ask, at: { x: 1.5, y: 0 } }).success).toBe(false);
  // It is no change of the call.
  expect(house.call?.seq).toBe(seq);
});
