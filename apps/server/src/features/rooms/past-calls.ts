/** What stays of a room's calls, with who didn't come (SPEC ATT). */
import type { CallId, RoomId } from '@converge/protocol/ids';
import { limits } from '@converge/protocol/limits';
import type { CallReportsAnswer } from '@converge/protocol/rest/calls';
import { assertCan, type RoomRow } from './access.ts';
import type { User } from './asker.ts';
import { absentOf, forPage, type WholeCall } from './attendance.ts';
import type { RoomsContext } from './context.ts';
import { findMembers } from './members.repo.ts';
import { findReports, type ReportsWanted } from './reports.repo.ts';

export type PastCalls = ReturnType<typeof createPastCalls>;

export function createPastCalls({ db, actorIn }: RoomsContext) {
  /** @throws ConvergeError room_not_found, forbidden, removed */
  async function lookBack(user: User, roomId: RoomId): Promise<RoomRow> {
    const access = await actorIn(roomId, user);
    assertCan(access, 'room.attendance');
    return access.room;
  }

  async function page(
    roomId: RoomId,
    wanted: ReportsWanted,
  ): Promise<{ calls: WholeCall[]; more: boolean }> {
    const { reports, more } = await findReports(db, roomId, wanted);
    const members = reports.length > 0 ? await findMembers(db, roomId) : [];
    const calls = reports.map((report) => ({ ...report, absent: absentOf(report, members) }));
    return { calls, more };
  }

  async function* pages(roomId: RoomId, call?: CallId): AsyncGenerator<readonly WholeCall[]> {
    let before: CallId | undefined;
    for (let more = true; more; ) {
      const next = await page(roomId, { call, before, most: limits.callsPage });
      yield next.calls;
      before = next.calls.at(-1)?.id;
      more = next.more;
    }
  }

  return {
    /** One page, the latest first. */
    async page(user: User, roomId: RoomId, before?: CallId): Promise<CallReportsAnswer> {
      await lookBack(user, roomId);
      const { calls, more } = await page(roomId, { before, most: limits.callsPage });
      return { calls: calls.map(forPage), more };
    },

    /** All that are kept, or `call` alone, page by page; whether one may is asked at once. */
    async all(user: User, roomId: RoomId, call?: CallId) {
      const room = await lookBack(user, roomId);
      return { room, pages: pages(roomId, call) };
    },
  };
}
