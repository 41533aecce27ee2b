import type { CallState, RemoteTrack } from '@converge/client/call/types';
import { createValue } from '@converge/client/state/value';
import type { Participant } from '@converge/protocol/realtime/call';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createArrivals } from './arrivals.ts';
import { callOf, participant, participantId } from './fixtures.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const me = participant(1);

function setUp() {
  const call = callOf([me]);
  const inside = (others: readonly Participant[]): CallState => ({
    kind: 'in',
    self: me.id,
    call: { ...call, participants: [me, ...others] },
  });
  const state = createValue<CallState>(inside([]));
  const tracks = createValue<readonly RemoteTrack[]>([]);
  const arrivals = createArrivals({ state, tracks });
  const drawn: number[] = [];
  const names = () => {
    const now = arrivals.get();
    return now.kind === 'in' ? now.call.participants.map(({ person }) => person.name) : null;
  };
  const stop = arrivals.subscribe(() => drawn.push(names()?.length ?? 0));
  return { state, tracks, inside, names, drawn, stop };
}

test('who comes in is shown with the first that is received of them', () => {
  const { state, tracks, inside, names, drawn } = setUp();
  state.set(inside([participant(2, { media: { ...me.media, camera: 'off' } })]));
  state.set(inside([participant(2)]));
  expect(names()).toEqual(['Person 1']);
  const track = { kind: 'video' } as MediaStreamTrack;
  tracks.set([{ participantId: participantId(2), source: 'camera', track }]);
  expect(names()).toEqual(['Person 1', 'Person 2']);
  vi.advanceTimersByTime(1_000);
  expect(drawn).toEqual([2]);
});

test('of whom nothing comes is shown after half a second, also where the next comes meanwhile', () => {
  const { state, inside, names } = setUp();
  state.set(inside([participant(2)]));
  vi.advanceTimersByTime(400);
  state.set(inside([participant(2), participant(3)]));
  expect(names()).toEqual(['Person 1']);
  vi.advanceTimersByTime(100);
  expect(names()).toEqual(['Person 1', 'Person 2', 'Person 3']);
});

test('anything else is shown at once, and so is who goes', () => {
  const { state, inside, names } = setUp();
  state.set(inside([participant(2)]));
  const ada = participant(2, { handRaisedAt: 5 });
  vi.advanceTimersByTime(500);
  state.set(inside([ada]));
  state.set(inside([ada, participant(3)]));
  expect(names()).toEqual(['Person 1', 'Person 2']);
  state.set(inside([participant(2), participant(3)]));
  expect(names()).toEqual(['Person 1', 'Person 2', 'Person 3']);
  state.set(inside([participant(3)]));
  expect(names()).toEqual(['Person 1', 'Person 3']);
});

test('unheard it says what the call says', () => {
  const { state, inside, names, stop } = setUp();
  stop();
  state.set(inside([participant(2)]));
  expect(names()).toEqual(['Person 1', 'Person 2']);
  expect(vi.getTimerCount()).toBe(0);
});
