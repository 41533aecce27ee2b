import { callPoint } from '@converge/protocol/realtime/point';
import { expect, test } from 'vitest';
import type { Connection } from '../realtime/connection.ts';
import { silentLog } from '../state/log.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { participantId, roomId } from '../testing/make.ts';
import { createPointing } from './pointing.ts';

test('POINT-3 of many moves only some are told, and the last one always', async () => {
  const clock = createFakeClock();
  const told: unknown[] = [];
  const connection = {
    request: async (request: { readonly name: string }, input: unknown) => {
      expect(request.name).toBe(callPoint.name);
      told.push(input);
    },
  } as unknown as Connection;
  const point = createPointing({ connection, roomId: roomId(), clock, log: silentLog });
  const of = participantId(1);
  for (let x = 0; x <= 10; x++) point(of, { x: x / 10, y: 0 });
  expect(told).toHaveLength(1);
  await clock.advance(60);
  expect(told).toHaveLength(2);
  expect(told[1]).toMatchObject({ at: { x: 1, y: 0 } });
  await clock.advance(600);
  expect(told).toHaveLength(2);
  point(of, null);
  expect(told[2]).toMatchObject({ at: null });
});
