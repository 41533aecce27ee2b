/**
 * The call as it is shown: whoever comes in is shown with what is received of them,
 * or after a moment. To make room for an empty place keeps a slow machine from
 * sending its picture, for which the newcomer waits.
 */
import type { Call, CallState } from '@converge/client/call/types';
import { createValue, type Value } from '@converge/client/state/value';
import type { ParticipantId } from '@converge/protocol/ids';

/** Who sends nothing is seen to be there after so many milliseconds. */
const LATEST_MS = 500;

type Inside = Extract<CallState, { kind: 'in' }>;

/** Follows the call while somebody listens; unheard, it says what the call says. */
export function createArrivals(call: Pick<Call, 'state' | 'tracks'>): Value<CallState> {
  const shown = createValue(call.state.get());
  /** Until when each of those who have just come may be kept back. */
  const coming = new Map<ParticipantId, number>();
  let listeners = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ends: (() => void)[] = [];

  const look = () => {
    clearTimeout(timer);
    const [before, now] = [shown.get(), call.state.get()];
    const fresh =
      before.kind === 'in' && now.kind === 'in' && before.self === now.self
        ? comersOf(before, now)
        : [];
    const time = performance.now();
    for (const id of fresh) if (!coming.has(id)) coming.set(id, time + LATEST_MS);
    const due = Math.min(...fresh.map((id) => coming.get(id) ?? 0));
    const received = call.tracks.get().some((track) => fresh.includes(track.participantId));
    if (fresh.length > 0 && due > time && !received) {
      timer = setTimeout(look, due - time);
      return;
    }
    coming.clear();
    shown.set(now);
  };

  return {
    get: () => (listeners > 0 ? shown.get() : call.state.get()),
    subscribe(listener) {
      if (listeners++ === 0) {
        shown.set(call.state.get());
        ends = [call.state.subscribe(look), call.tracks.subscribe(look)];
      }
      const end = shown.subscribe(listener);
      let over = false;
      return () => {
        if (over) return;
        over = true;
        end();
        if (--listeners > 0) return;
        clearTimeout(timer);
        coming.clear();
        for (const stop of ends) stop();
      };
    },
  };
}

/** Those who have come since; nobody where anything else has changed, too, which is to be seen at once. */
function comersOf(before: Inside, now: Inside): ParticipantId[] {
  const known = new Map(before.call.participants.map((one) => [one.id, one]));
  const [come, there] = [
    now.call.participants.filter(({ id }) => !known.has(id)),
    now.call.participants.filter(({ id }) => known.has(id)),
  ];
  const sameThere =
    there.length === known.size && there.every((one) => Object.is(one, known.get(one.id)));
  const keys = Object.keys(now.call) as (keyof typeof now.call)[];
  const sameElse = keys.every(
    (key) => key === 'participants' || Object.is(now.call[key], before.call[key]),
  );
  return sameThere && sameElse ? come.map(({ id }) => id) : [];
}
