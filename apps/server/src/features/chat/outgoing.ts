/**
 * Group commit: while one statement of a conversation is on its way to the disk,
 * what arrives meanwhile waits and goes with the next one. A conversation's
 * messages are thus stored, told and acknowledged in one order: that of their
 * arrival (SPEC CHAT-2, CHAT-4), however many write at once.
 */
import type { RoomId } from '@converge/protocol/ids';

/** The most that goes with one statement. */
const batchMax = 100;

interface Waiting<In, Out> {
  readonly item: In;
  readonly resolve: (out: Out) => void;
  readonly reject: (error: unknown) => void;
}

/** What became of one item of a batch. */
export type Outcome<Out> = { readonly value: Out } | { readonly error: unknown };

/**
 * @param process does the work of one batch; it answers one outcome per item, in
 *   their order. Where it throws, all of the batch failed.
 */
export function createOutgoing<In, Out>(
  process: (roomId: RoomId, items: readonly In[]) => Promise<readonly Outcome<Out>[]>,
) {
  const queues = new Map<RoomId, Waiting<In, Out>[]>();

  async function drain(roomId: RoomId, queue: Waiting<In, Out>[]): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, batchMax);
      try {
        const outcomes = await process(
          roomId,
          batch.map(({ item }) => item),
        );
        batch.forEach((waiting, at) => {
          const outcome = outcomes[at];
          if (outcome && 'value' in outcome) waiting.resolve(outcome.value);
          else waiting.reject(outcome?.error ?? new Error('a message was left without an outcome'));
        });
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    queues.delete(roomId);
  }

  /** Takes its place in the conversation's order now; settles when its batch is done. */
  return (roomId: RoomId, item: In): Promise<Out> =>
    new Promise((resolve, reject) => {
      const queue = queues.get(roomId);
      if (queue) {
        queue.push({ item, resolve, reject });
        return;
      }
      const first = [{ item, resolve, reject }];
      queues.set(roomId, first);
      void drain(roomId, first);
    });
}
