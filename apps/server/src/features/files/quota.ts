/**
 * How much a room's files may take. A share of it is kept for hand-ins, so that
 * neither what a teacher shares leaves no place for them, nor they for it (ADMIN-13).
 */
import { ConvergeError } from '@converge/protocol/errors';
import { limits } from '@converge/protocol/limits';
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

/** For so long, in milliseconds, what was announced is kept free while nothing of it comes. */
export const keptForMs = 3_600_000;
/** Of each capacity, so much is kept free for what one person announced who doesn't lead (SPEC FILE-27). */
const keptShare = 1 / 4;

/** What a room holds, in bytes and numbers of files. */
export interface Use {
  readonly stored: readonly {
    readonly purpose: UploadPurpose;
    readonly bytes: number;
    /** Of what can come back or is about to be swept. */
    readonly deleted: number;
    readonly count: number;
  }[];
  /** What is on its way, by whose it is. */
  readonly coming: readonly {
    readonly purpose: UploadPurpose;
    readonly author: string;
    readonly leads: boolean;
    readonly received: number;
    /** All that will come; of what doesn't come any more, what did. */
    readonly announced: number;
    readonly count: number;
  }[];
}

export type Taken = Capacity & { readonly count: number };

/**
 * The place that is taken. What somebody announced counts up to their share, and beyond it as
 * it comes: so nobody keeps a room full with what they never send. `all`: whose counts in full,
 * so that they begin nothing that can't end. What was deleted makes place at once, until that is
 * as much again as the room holds: by deleting nobody gets ever more onto the disk. Pure.
 */
export function takenOf({ stored, coming }: Use, capacity: Capacity, all?: string): Taken {
  const bytes = (wanted: UploadPurpose): number => {
    const kept = capacity[wanted] * keptShare;
    const promised = coming
      .filter(({ purpose }) => purpose === wanted)
      .map(({ author, leads, received, announced }) =>
        leads || author === all ? announced : Math.max(received, Math.min(announced, kept)),
      );
    const lying = stored
      .filter(({ purpose }) => purpose === wanted)
      .map((one) => one.bytes + Math.max(0, one.deleted - capacity[wanted]));
    return sum([...lying, ...promised]);
  };
  return {
    share: bytes('share'),
    handIn: bytes('handIn'),
    count: sum([...stored, ...coming].map(({ count }) => count)),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** @throws ConvergeError room_full, where `more` bytes don't fit any more */
export function assertFits(
  capacity: Capacity,
  used: Capacity,
  purpose: UploadPurpose,
  more: number,
): void {
  if (used[purpose] + more > capacity[purpose]) throw new ConvergeError('room_full');
}

/**
 * Where something takes more place than before, it has to fit.
 * @throws ConvergeError room_full, too_many_files
 */
export function assertGrowth(capacity: Capacity, before: Taken, after: Taken): void {
  for (const purpose of ['share', 'handIn'] as const) {
    if (after[purpose] > before[purpose]) assertFits(capacity, after, purpose, 0);
  }
  const tooMany = after.count > before.count && after.count > limits.filesPerRoom;
  if (tooMany) throw new ConvergeError('too_many_files');
}
