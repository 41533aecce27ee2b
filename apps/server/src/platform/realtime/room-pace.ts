/**
 * How much all together may write into one room. Whoever has its link may come as
 * many people; what they write is stored, and told to everybody inside.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { RoomId } from '@converge/protocol/ids';
import type { Clock } from '../clock.ts';
import type { Rate } from '../token-bucket.ts';
import { TokenBuckets } from '../token-buckets.ts';

/** A lecture that claps at once fits, and more each second than anybody reads. */
const usual = { burst: 600, perSecond: 120 };

/**
 * Counts one message, question or reaction of somebody who may. Asked after their
 * right to it: nobody uses up a room that isn't theirs.
 * @throws ConvergeError rate_limited with `retryAfterMs`
 */
export type RoomPace = (roomId: RoomId) => void;

/** @param factor multiplies what is usual, or `rate` */
export function createRoomPace(
  clock: Pick<Clock, 'now'>,
  factor = 1,
  { burst, perSecond }: Rate = usual,
): RoomPace {
  const rooms = new TokenBuckets<RoomId>({ burst: burst * factor, perSecond: perSecond * factor });
  return (roomId) => {
    const wait = rooms.take(roomId, clock.now());
    if (wait > 0) throw new ConvergeError('rate_limited', { retryAfterMs: wait });
  };
}
