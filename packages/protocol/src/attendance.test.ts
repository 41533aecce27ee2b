import { expect, test } from 'vitest';
import { minutesPresent, timePresent } from './attendance.ts';

const minute = 60_000;

test('ATT-2 time present is the sum of the stays, in whole minutes', () => {
  const stays = [
    { from: 0, to: 10 * minute },
    { from: 30 * minute, to: 34.6 * minute },
  ];
  expect(timePresent(stays)).toBe(14.6 * minute);
  expect(minutesPresent(stays)).toBe(15);
  expect(minutesPresent([{ from: 5, to: 20 }])).toBe(1);
  expect(minutesPresent([])).toBe(0);
});
