import type { ParticipantId } from '@converge/protocol/ids';
import { expect, test } from 'vitest';
import { Stays } from './stays.ts';

const [phone, laptop] = ['phone', 'laptop'] as ParticipantId[] as [ParticipantId, ParticipantId];
const minute = 60_000;

test('ATT-1 a lost line, a page loaded anew and a short way out are one stay', () => {
  const stays = new Stays();
  stays.came(laptop, 0);
  stays.line(laptop, false, 10);
  stays.line(laptop, true, 40);
  stays.left(laptop, 60);
  stays.came(phone, 60 + 2 * minute);
  stays.left(phone, 5 * minute);
  expect(stays.until(9 * minute)).toEqual([{ from: 0, to: 5 * minute }]);
});

test('ATT-1 who really left and came again has two stays', () => {
  const stays = new Stays();
  stays.came(laptop, 0);
  stays.left(laptop, minute);
  stays.came(laptop, 3 * minute + 1);
  expect(stays.until(4 * minute)).toEqual([
    { from: 0, to: minute },
    { from: 3 * minute + 1, to: 4 * minute },
  ]);
});

test('ATT-1 two devices at once count once, until the last has left', () => {
  const stays = new Stays();
  stays.came(laptop, 0);
  stays.came(phone, minute);
  stays.left(laptop, 2 * minute);
  expect(stays.until(30 * minute)).toEqual([{ from: 0, to: 30 * minute }]);
  stays.left(phone, 40 * minute);
  expect(stays.until(50 * minute)).toEqual([{ from: 0, to: 40 * minute }]);
});

test('ATT-1 who never comes back was there until the line was lost, not until the seat was given up', () => {
  const stays = new Stays();
  stays.came(laptop, 0);
  stays.line(laptop, false, 10_000);
  expect(stays.until(20_000)).toEqual([{ from: 0, to: 10_000 }]);
  stays.left(laptop, 70_000);
  expect(stays.until(80_000)).toEqual([{ from: 0, to: 10_000 }]);
});

test('ATT-1 it stays bounded, whoever comes and goes', () => {
  const stays = new Stays();
  for (let i = 0; i < 3_000; i++) {
    stays.came(laptop, 3 * i * minute);
    stays.left(laptop, 3 * i * minute + 1);
  }
  expect(stays.until(0)).toHaveLength(1_000);
});
