/** What the parts of this feature share. */
import type { Preset } from '@converge/protocol/permissions';
import type { RoomDefaults } from '@converge/protocol/rest/room-defaults';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/client.ts';
import type { KeyedQueue } from '../../platform/keyed-queue.ts';
import type { Broadcast, LinesAhead, Sessions } from '../../platform/realtime/ports.ts';
import type { ActorIn, FindAccess } from './access.ts';
import type { RoomFiles } from './files.port.ts';
import type { LiveCalls } from './live.port.ts';
import type { MarkNetwork } from './network-mark.ts';

export interface RoomsContext {
  readonly db: Db;
  readonly clock: Clock;
  /** What a new room begins with, where its maker says nothing. */
  readonly defaults: (preset: Preset) => Promise<RoomDefaults>;
  readonly findAccess: FindAccess;
  readonly actorIn: ActorIn;
  readonly broadcast: Broadcast;
  readonly sessions: Sessions;
  readonly ahead: LinesAhead;
  readonly markNetwork: MarkNetwork;
  /** The running calls; asked each time, since they come to be after the rooms. */
  readonly calls: () => LiveCalls;
  /** What lies in the rooms; in the same way. */
  readonly files: () => RoomFiles;
  /**
   * Changes of one room run one after another, each until it was told: otherwise
   * two at once could be told in the other order than they were stored.
   */
  readonly inTurn: KeyedQueue;
}
