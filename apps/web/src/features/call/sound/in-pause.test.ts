import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inPause } from './in-pause.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('LOBBY-9 the sign waits while somebody speaks, and comes once in the pause', () => {
  const run = vi.fn();
  let speaking = true;
  inPause(run, { speaks: () => speaking, wanted: () => true });
  vi.advanceTimersByTime(10_000);
  expect(run).not.toHaveBeenCalled();
  speaking = false;
  vi.advanceTimersByTime(10_000);
  expect(run).toHaveBeenCalledTimes(1);
});

test('what is called off and begun anew runs once', () => {
  const run = vi.fn();
  let speaking = true;
  const how = { speaks: () => speaking, wanted: () => true };
  const callOff = inPause(run, how);
  callOff();
  inPause(run, how);
  speaking = false;
  vi.advanceTimersByTime(10_000);
  expect(run).toHaveBeenCalledTimes(1);
});

test('who doesn’t wait any more by then isn’t told', () => {
  const run = vi.fn();
  let speaking = true;
  let wanted = true;
  inPause(run, { speaks: () => speaking, wanted: () => wanted });
  wanted = false;
  speaking = false;
  vi.advanceTimersByTime(10_000);
  expect(run).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});
