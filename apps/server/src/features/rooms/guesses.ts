/**
 * What slows down guessing a room's code, and closes no door to who knows it
 * (SPEC JOIN-7, ADR 59). An address stands for a whole school: what one pupil
 * tries there must not keep the class out. So only codes that are not known at
 * an address are counted there, and only until they are found to lead somewhere.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { RoomId } from '@converge/protocol/ids';
import { eq } from 'drizzle-orm';
import { limitByNetwork } from '../../platform/network-limit.ts';
import type { RateLimits } from '../../platform/rate-limits.ts';
import type { Askers } from './asker.ts';
import { canBeGuessed, writtenCode } from './code.ts';
import type { RoomsContext } from './context.ts';
import type { Knock } from './join.service.ts';
import { retiredCodes, rooms } from './rooms.tables.ts';

export interface Guesses {
  /**
   * Lets who knocks look up their code; whether it leads anywhere they learn then.
   * @throws ConvergeError rate_limited, where too many unknown ones were tried from there
   */
  allow(knock: Knock): Promise<void>;
}

/** A class of thirty mistypes now and then; who tries codes one after another gets nowhere. */
const missesPerMinute = 60;
/** Beyond so many, the one that was asked for longest ago is looked up as if for the first time. */
const mostKnown = 20_000;

export function createGuesses(
  { db, findAccess }: Pick<RoomsContext, 'db' | 'findAccess'>,
  deps: { readonly askers: Askers; readonly rateLimits: RateLimits },
): Guesses {
  const misses = limitByNetwork(deps.rateLimits, 'join.misses', {
    points: missesPerMinute,
    perSeconds: 60,
  });
  /** Codes that were found to lead somewhere, each with the network that asked; the oldest first. */
  const known = new Set<string>();
  const looking = new Map<string, Promise<void>>();

  function remember(key: string): void {
    known.delete(key);
    known.add(key);
    const [oldest] = known;
    if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
  }

  async function roomOf(code: string): Promise<RoomId | null> {
    const [room] = await db.select({ id: rooms.id }).from(rooms).where(eq(rooms.code, code));
    return (room?.id as RoomId | undefined) ?? null;
  }

  /** Also where a room was, and is no more: who has its link guesses nothing. */
  async function leadsSomewhere(code: string): Promise<boolean> {
    if ((await roomOf(code)) !== null) return true;
    const found = await db.select().from(retiredCodes).where(eq(retiredCodes.code, code));
    return found.length > 0;
  }

  /** Counted before it is looked up: so a thousand at once don't pass before the first is counted. */
  async function look(key: string, code: string, network: string): Promise<void> {
    await misses.consume(network);
    let missed = false;
    try {
      missed = !(await leadsSomewhere(code));
      if (!missed) remember(key);
    } finally {
      if (!missed) await misses.reward(network);
    }
  }

  /** Whether they have a place there: then they tell nothing by coming that they don't know. */
  async function hasPlace(cookie: string | undefined, code: string): Promise<boolean> {
    const roomId = cookie === undefined ? null : await roomOf(code);
    const asker = roomId && (await deps.askers.anyone(cookie, roomId));
    const access = roomId && asker ? await findAccess(roomId, asker) : null;
    return (
      access !== null && (access.actor.roomRole !== null || access.actor.spaceRole === 'admin')
    );
  }

  return {
    async allow({ code: typed, cookie, network }) {
      if (!canBeGuessed(typed)) return;
      const code = writtenCode(typed);
      const key = `${network} ${code}`;
      if (known.has(key)) return remember(key);
      // A class that comes at once by one link is one who asks.
      let asked = looking.get(key);
      if (!asked) {
        asked = look(key, code, network).finally(() => looking.delete(key));
        looking.set(key, asked);
      }
      try {
        await asked;
      } catch (error) {
        const refused = error instanceof ConvergeError && error.code === 'rate_limited';
        if (!refused || !(await hasPlace(cookie, code))) throw error;
        remember(key);
      }
    },
  };
}
