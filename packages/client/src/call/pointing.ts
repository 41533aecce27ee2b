/** Tells where one points, not more often than eyes follow; the latest place counts. */
import type { ParticipantId, RoomId } from '@converge/protocol/ids';
import { callPoint, type Place } from '@converge/protocol/realtime/point';
import type { Connection } from '../realtime/connection.ts';
import type { Clock } from '../state/clock.ts';
import type { Log } from '../state/log.ts';

/** Sixteen places a second; between them the pages glide. */
const PAUSE_MS = 60;

export interface PointingOptions {
  readonly connection: Connection;
  readonly roomId: RoomId;
  readonly clock: Clock;
  readonly log: Log;
}

export function createPointing({ connection, roomId, clock, log }: PointingOptions) {
  let next: { readonly participantId: ParticipantId; readonly at: Place } | null = null;
  let resting = false;

  return function point(participantId: ParticipantId, at: Place): void {
    next = { participantId, at };
    if (!resting) send();
  };

  function send(): void {
    if (!next) return;
    const { participantId, at } = next;
    next = null;
    resting = true;
    clock.after(PAUSE_MS, () => {
      resting = false;
      send();
    });
    connection
      .request(callPoint, { roomId, participantId, at }, { offline: 'fail' })
      // Where it didn't arrive, the next place does.
      .catch((error: unknown) => log.debug('a pointer went unanswered', { error }));
  }
}
