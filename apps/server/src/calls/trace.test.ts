import { callLeave } from '@converge/protocol/realtime/call';
import { expect, test } from 'vitest';
import { House } from '../../test/call-house.ts';
import { createLog } from '../platform/log.ts';

test('OPS-9 a call is followed through the log by its id, from its beginning to its end', async () => {
  const lines: Record<string, unknown>[] = [];
  const log = createLog('debug', { write: (line: string) => lines.push(JSON.parse(line)) });
  const house = new House({ log });
  const session = house.somebody('Anna', 'owner').connect();
  const { call, participantId } = await session.join();
  expect(house.calls.concerns(session)).toEqual({ callId: call.id, participantId });
  // Who asks about the call from outside, by either interface, is found by its id, too.
  const outside = house.somebody('Boris', 'participant').connect();
  const about = { callId: call.id, roomId: house.roomId };
  expect(house.calls.concerns(outside)).toEqual({});
  expect(house.calls.concerns(outside, house.roomId)).toEqual(about);
  expect(house.calls.concernsRoom(house.roomId)).toEqual(about);
  await session.ask(callLeave, { roomId: house.roomId });
  expect(house.calls.concerns(session)).toEqual({});
  expect(house.calls.concernsRoom(house.roomId)).toEqual({ roomId: house.roomId });
  const told = lines.map(({ msg, change, callId }) => ({ msg, change, callId }));
  const callId = call.id;
  expect(told).toEqual([
    { msg: 'a call changed', change: 'joined', callId },
    { msg: 'a call began', change: undefined, callId },
    { msg: 'a call changed', change: 'left', callId },
    { msg: 'a call ended', change: undefined, callId },
  ]);
  expect(lines[0]).toMatchObject({ participantId, level: 30 });
  expect(JSON.stringify(lines)).not.toContain('Anna');
});
