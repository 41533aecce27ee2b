import { expect, test } from 'vitest';
import { participantId } from '../testing/make.ts';
import { createLevels } from './levels.ts';

test('CALL-11 who isn’t heard is silent, and of whoever has left nothing is kept', () => {
  const levels = createLevels();
  const [ada, bea] = [participantId(1), participantId(2)];
  const [adas, beas] = [levels.of(ada), levels.of(bea)];
  levels.take([
    [ada, -20],
    [bea, -20],
  ]);
  expect(beas.get()).toBeGreaterThan(0);
  levels.keepOnly(new Set([ada]));
  expect(beas.get()).toBe(0);
  expect(levels.of(bea)).not.toBe(beas);
  expect(levels.of(ada)).toBe(adas);
  levels.take([]);
  expect(adas.get()).toBe(0);
});
