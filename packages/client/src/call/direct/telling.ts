/**
 * What others have to know of what is seen here: the server what needn't be sent,
 * the other one what is on this screen and how large.
 */
import type { ParticipantId } from '@converge/protocol/ids';
import type { Signal } from '@converge/protocol/realtime/direct';
import type { Source, Tile } from '@converge/protocol/realtime/media';
import type { Clock } from '../../state/clock.ts';
import type { Scope } from '../../state/scope.ts';
import type { Value } from '../../state/value.ts';
import type { Place } from './places.ts';

export interface Telling {
  /** The server has forgotten what it was told. */
  again(): void;
  /** The call goes through the server: nothing is told any more. */
  stop(): void;
}

export interface TellingOptions {
  readonly direct: Value<readonly Place[]>;
  readonly other: ParticipantId;
  /** The other one has a line: whoever is away hears nothing. */
  readonly there: Value<boolean>;
  /** What this device has on the screen. */
  readonly tiles: Value<readonly Tile[] | null>;
  readonly signal: (signal: Signal) => void;
  /** Tells the server what needn't be sent. */
  readonly received: (sources: readonly Source[]) => void;
  readonly scope: Scope;
  readonly clock: Clock;
}

/** What is taken from here needn't be sent by the server, once it surely plays. */
const SURE_MS = 500;
/** So many tiles does a signal carry; of one person there are two at most. */
const TILES_MAX = 8;

export function createTelling(options: TellingOptions): Telling {
  const { direct, other, there, tiles, scope, clock } = options;
  /** What the server knows; null: it may have forgotten. */
  let known: readonly Place[] | null = [];
  let stopped = false;
  let stopTimer = () => {};

  scope.onClose(() => stopTimer());
  scope.onClose(direct.subscribe(tellReceived));
  scope.onClose(tiles.subscribe(tellView));
  scope.onClose(there.subscribe(() => there.get() && tellView()));
  tellView();

  return {
    again() {
      known = null;
      tellReceived();
    },
    stop() {
      stopped = true;
    },
  };

  /** At once where the server's is needed again; where it isn't, when this one surely plays. */
  function tellReceived(): void {
    const now = direct.get();
    if (stopped || now.join() === known?.join()) return;
    const fewer = known === null || known.some((place) => !now.includes(place));
    known = now;
    stopTimer();
    stopTimer = clock.after(fewer ? 0 : SURE_MS, () => options.received(now));
  }

  function tellView(): void {
    const theirs = tiles.get()?.filter(({ participantId }) => participantId === other);
    if (theirs && !stopped) options.signal({ type: 'view', tiles: theirs.slice(0, TILES_MAX) });
  }
}
