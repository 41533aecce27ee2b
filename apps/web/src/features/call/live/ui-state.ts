/** How one has arranged the call on this page; kept while one walks to other pages and back. */
import { createValue, type WritableValue } from '@converge/client/state/value';
import type { CallSession } from '../../../data/call-session.ts';
import type { Panel } from '../bar/bar.tsx';
import type { LayoutChoice } from '../model/arrange.ts';

export interface CallUi {
  readonly panel: Panel | null;
  readonly layout: LayoutChoice;
  readonly pinned: string | null;
  readonly hideSelf: boolean;
  /** The wall of screens stands in the place of the stage. */
  readonly wall: boolean;
  /** One points at what is shared, as far as one may. */
  readonly laser: boolean;
}

const kept = new WeakMap<CallSession, WritableValue<CallUi>>();

/** The arrangement of one call. */
export function callUi(session: CallSession): WritableValue<CallUi> {
  const known = kept.get(session);
  if (known) return known;
  const fresh = createValue<CallUi>({
    panel: null,
    layout: 'auto',
    pinned: null,
    hideSelf: false,
    wall: false,
    laser: false,
  });
  kept.set(session, fresh);
  return fresh;
}

export const changeCallUi = (session: CallSession, change: Partial<CallUi>): void =>
  callUi(session).update((now) => ({ ...now, ...change }));
