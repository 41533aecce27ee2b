import { type Actor, can, moderates } from '@converge/protocol/permissions';
import type { Room } from '@converge/protocol/rest/rooms';

/** What one may do with the files of a room. */
export interface MayFiles {
  readonly share: boolean;
  readonly handIn: boolean;
  /** What others hand in is for one, also while it can't be changed any more. */
  readonly receive: boolean;
  readonly handOut: boolean;
  readonly manage: boolean;
}

/** Handing in belongs to lessons: a meeting has nobody whom one delivers to. */
export const mayFiles = (actor: Actor, room: Room): MayFiles => ({
  share: can(actor, 'upload', room),
  handIn: room.preset === 'class' && can(actor, 'files.handIn', room),
  receive: moderates(actor),
  handOut: can(actor, 'files.handOut', room),
  manage: can(actor, 'files.manage', room),
});
