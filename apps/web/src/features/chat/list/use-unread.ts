import { useEffect, useState } from 'react';
import { isBehind, nextMark, type ReadState } from './unread-mark.ts';

/**
 * The sequence number after which everything is new (null: no mark), and how to
 * take the mark away. Tells by `markRead` what was read.
 */
export function useUnread(
  state: ReadState,
  watching: boolean,
  markRead: () => void,
): readonly [after: number | null, forget: () => void] {
  const [kept, setKept] = useState<number | null>(null);
  // In the very render in which it comes, so that nothing jumps afterwards.
  const mark = nextMark(kept, state, watching);
  useEffect(() => setKept(mark), [mark]);
  const behind = isBehind(state, watching);
  useEffect(() => {
    if (behind) markRead();
  }, [behind, markRead]);
  return [mark, () => setKept(null)];
}
