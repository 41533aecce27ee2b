import { expect, test } from 'vitest';
import { emptyOrder, nextOrder } from './order.ts';

test('CALL-11 in a long call nothing is remembered of those who went', () => {
  let order = emptyOrder;
  for (let n = 0; n < 100; n++) {
    order = nextOrder(order, ['own', `guest ${n}`, 'ada'], 1, 2, `guest ${n}`);
  }
  expect([...order.noticed.keys()]).toEqual(['guest 99']);
  expect(order.ids).toEqual(['own', 'guest 99', 'ada']);
  // Nothing has changed: the same object.
  expect(nextOrder(order, ['own', 'guest 99', 'ada'], 1, 2, null)).toBe(order);
});
