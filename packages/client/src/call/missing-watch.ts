/**
 * Acts where the line stands and yet somebody isn't heard or seen (SPEC MEDIA-12):
 * compares what the call says is sent with what the counters say has come.
 */

import { qualityOf } from '@converge/protocol/quality';
import type { Participant } from '@converge/protocol/realtime/call';
import type { SentSource, Tile } from '@converge/protocol/realtime/media';
import type { Clock } from '../state/clock.ts';
import type { Log } from '../state/log.ts';
import type { Scope } from '../state/scope.ts';
import type { Value } from '../state/value.ts';
import type { Inside } from './call-copy.ts';
import { type MissingByName, nextMissing, type Remedy } from './missing.ts';
import type { CallMeasure, MediaLine } from './types.ts';

export interface MissingWatchOptions {
  readonly inside: Value<Inside | null>;
  /** What this device has on the screen. */
  readonly tiles: Value<readonly Tile[] | null>;
  /** Pictures are held back by the server, since the line is too thin for them. */
  readonly thin: Value<boolean>;
  readonly line: Value<MediaLine>;
  readonly measures: Value<readonly CallMeasure[]>;
  /** `names`: as `placeName` makes them. */
  readonly ask: (names: ReadonlySet<string>, anew: boolean) => void;
  readonly restart: () => void;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly log: Log;
}

/** A stream by whose it is and what it shows. */
export const placeName = (participantId: string, source: SentSource): string =>
  `${participantId} ${source}`;

export function watchMissing(options: MissingWatchOptions): void {
  const { inside, tiles, thin, line, measures, scope, clock, log } = options;
  let missing: MissingByName = new Map();

  scope.onClose(
    measures.subscribe(() => {
      const latest = measures.get().at(-1);
      if (latest) look(latest);
    }),
  );

  function look(measure: CallMeasure): void {
    // A path that is broken is mended by itself; what doesn't come then is no riddle.
    const expected = line.get() === 'good' ? expectedNow() : new Set<string>();
    const step = nextMissing(missing, {
      expected,
      arriving: arrivingIn(measure),
      now: clock.now(),
    });
    missing = step.missing;
    const names = (remedy: Remedy) =>
      new Set(step.due.filter((one) => one.remedy === remedy).map(({ name }) => name));
    if (step.due.length > 0)
      log.warn('streams don’t come', { due: step.due.map(({ remedy }) => remedy).join() });
    if (names('picture').size > 0) options.ask(names('picture'), false);
    if (names('anew').size > 0) options.ask(names('anew'), true);
    if (names('path').size > 0) options.restart();
  }

  function expectedNow(): ReadonlySet<string> {
    const now = inside.get();
    const expected = new Set<string>();
    for (const participant of now?.call.participants ?? []) {
      if (participant.id === now?.self || !reaches(participant)) continue;
      const { id, media } = participant;
      if (media.microphone === 'on') expected.add(placeName(id, 'microphone'));
      if (media.camera === 'on' && isShown(participant)) expected.add(placeName(id, 'camera'));
    }
    return expected;
  }

  /** A page that is shared may stand still for as long as it likes; a camera never does. */
  function isShown({ id }: Participant): boolean {
    const shown = tiles.get() ?? [];
    return (
      !thin.get() &&
      shown.some(({ participantId, source }) => participantId === id && source === 'camera')
    );
  }
}

/** Whose own line is lost isn't heard by anybody, and nothing can be done about it from here. */
const reaches = (participant: Participant): boolean => qualityOf(participant).level !== 'lost';

/** Sound in packets, pictures in frames: one that can't be decoded doesn't count. */
function arrivingIn({ streams }: CallMeasure): ReadonlySet<string> {
  return new Set(
    streams.flatMap(({ direction, participantId, source, kind, framesPerSecond }) =>
      direction === 'received' &&
      participantId &&
      source &&
      (kind === 'audio' || framesPerSecond > 0)
        ? [placeName(participantId, source)]
        : [],
    ),
  );
}
