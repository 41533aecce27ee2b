/**
 * How much a room's files may take. A share of it is kept for hand-ins, so that
 * neither what a teacher shares leaves no place for them, nor they for it (ADMIN-13).
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { UploadPurpose } from '@converge/protocol/rest/files';
import type { FileLimits } from './context.ts';

/** In bytes, by what a file is for. */
export type Capacity = Readonly<Record<UploadPurpose, number>>;

/** Of a room with a number of its own (`quota`, in bytes), or with that of the space. Pure. */
export function capacityOf(
  { roomMax, handInShare }: Pick<FileLimits, 'roomMax' | 'handInShare'>,
  { quota }: { readonly quota: number | null },
): Capacity {
  const all = quota ?? roomMax;
  const handIn = Math.floor(all * handInShare);
  return { share: all - handIn, handIn };
}

/** @throws ConvergeError room_full, where `more` bytes don't fit any more */
export function assertFits(
  capacity: Capacity,
  used: Capacity,
  purpose: UploadPurpose,
  more: number,
): void {
  if (used[purpose] + more > capacity[purpose]) throw new ConvergeError('room_full');
}
