import type { UploadPurpose } from '@converge/protocol/rest/files';
import { expect, test } from 'vitest';
import { assertGrowth, type Taken, takenOf } from './quota.ts';

const capacity = { share: 1_000, handIn: 100 };
const coming = (author: string, announced: number, received = 0, count = 1) => ({
  ...{ purpose: 'handIn' as UploadPurpose, author, leads: false, announced, received, count },
});
const lying = (bytes: number, deleted = 0) => ({
  ...{ purpose: 'handIn' as const, bytes, deleted, count: 1 },
});

test('FILE-27 what somebody announced counts against others up to a quarter, and beyond it as it comes', () => {
  const taken = (announced: number, received = 0) =>
    takenOf({ stored: [lying(10)], coming: [coming('a', announced, received)] }, capacity).handIn;
  expect(taken(20)).toBe(30);
  expect(taken(20, 15)).toBe(30);
  expect(taken(90)).toBe(35);
  expect(taken(90, 60)).toBe(70);
});

test('FILE-27 what who leads announced counts in full', () => {
  const use = { stored: [], coming: [{ ...coming('a', 90), leads: true }] };
  expect(takenOf(use, capacity).handIn).toBe(90);
});

test('FILE-27 for oneself all counts that one announced', () => {
  const use = { stored: [], coming: [coming('a', 90, 5, 2), coming('b', 90)] };
  expect(takenOf(use, capacity, 'a')).toEqual({ share: 0, handIn: 115, count: 3 });
});

test('FILE-27 only what takes more place than before has to fit', () => {
  const taken = (handIn: number, count = 1): Taken => ({ share: 0, handIn, count });
  const growth = (before: Taken, after: Taken) => () => assertGrowth(capacity, before, after);
  expect(growth(taken(120), taken(120))).not.toThrow();
  expect(growth(taken(120), taken(110))).not.toThrow();
  expect(growth(taken(90), taken(100))).not.toThrow();
  expect(growth(taken(90), taken(101))).toThrow('room_full');
  expect(growth(taken(0, 5_000), taken(0, 5_001))).toThrow('too_many_files');
  expect(growth(taken(0, 5_001), taken(0, 5_001))).not.toThrow();
});

test('ADMIN-13 what was deleted makes place, until it is as much as the room holds', () => {
  const taken = (deleted: number) =>
    takenOf({ stored: [lying(30, deleted)], coming: [] }, capacity).handIn;
  expect(taken(0)).toBe(30);
  expect(taken(100)).toBe(30);
  expect(taken(130)).toBe(60);
});
