/** Where the mark before what is new stands. Pure. */
export interface ReadState {
  readonly ready: boolean;
  /** Up to where one has read. */
  readonly read: number;
  readonly latest: number;
  /** Messages of others beyond it. */
  readonly unread: number;
}

/**
 * The mark appears with what comes while nobody looks, stays while one reads,
 * and moves only with the next that comes unseen. `watching`: the end is on a
 * screen somebody looks at. null: no mark.
 */
export function nextMark(mark: number | null, state: ReadState, watching: boolean): number | null {
  return state.ready && state.unread > 0 && !watching ? state.read : mark;
}

/** Whether what was read has to be told. */
export const isBehind = ({ ready, latest, read }: ReadState, watching: boolean): boolean =>
  ready && watching && latest > read;
