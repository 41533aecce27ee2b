import { useEffect, useState } from 'react';

export interface ReadState {
  readonly ready: boolean;
  readonly read: number;
  readonly latest: number;
  readonly unread: number;
}

/**
 * Where the mark before what is new stands: it appears with what comes while
 * nobody looks, stays while one reads, and moves only with the next that comes
 * unseen. `watching`: the end is on a screen somebody looks at.
 *
 * Answers the sequence number after which everything is new; null: no mark.
 */
export function useUnread(
  state: ReadState,
  watching: boolean,
  markRead: () => void,
): readonly [after: number | null, forget: () => void] {
  const [mark, setMark] = useState<number | null>(null);
  const { ready, read, latest, unread } = state;
  const unseen = ready && unread > 0 && !watching;
  useEffect(() => {
    if (unseen) setMark(read);
  }, [unseen, read]);
  const behind = ready && watching && latest > read;
  useEffect(() => {
    if (behind) markRead();
  }, [behind, markRead]);
  // In the very render in which it comes, so that nothing jumps afterwards.
  return [unseen ? read : mark, () => setMark(null)];
}
