/**
 * On a bad line the answer to coming in may be lost, with a new guest's key in it.
 * Who asks again then has no key to show, and would be another guest and another
 * use of the invite; by the `attempt` they are known as who came a moment ago (JOIN-8).
 */
import type { Clock } from '../../platform/clock.ts';
import { createRepeats } from '../../platform/repeats.ts';
import { guestCookie } from './guests.ts';
import type { Joined, JoinService } from './join.service.ts';

/** As long as somebody may wait for an answer before they click again. */
const keepMs = 10 * 60_000;

/** The same service, where coming in again by the same attempt is coming back. */
export function bearLostAnswers(join: JoinService, clock: Clock): JoinService {
  const ways = createRepeats<Joined>(clock, keepMs);
  return {
    ...join,
    enter(knock, body) {
      if (!body.attempt) return join.enter(knock, body);
      return ways.once(
        `${knock.code} ${body.attempt}`,
        () => join.enter(knock, body),
        ({ answer, key }) => {
          // By the key that was in it; whatever speaks against them by now is looked at as ever.
          const cookie = key === null ? knock.cookie : `${guestCookie(answer.room.id)}=${key}`;
          return join.enter({ ...knock, cookie }, body);
        },
      );
    },
  };
}
