/** Whether a list that grows at its end stays at its end. Pure. */

/** So near to the end counts as being there, in pixels. */
const endSlack = 48;

/** What an element that scrolls says of itself. */
export interface ScrollPlace {
  readonly scrollTop: number;
  readonly clientHeight: number;
  readonly scrollHeight: number;
}

/**
 * Only who scrolls up leaves the end. What grows below, or a window that shrinks,
 * only puts it off for the moment until the list has followed. And only who moves comes
 * back to it: who has just turned the wheel still stands there until the browser has followed.
 * @param lastTop where the list stood when one last looked
 */
export function sticksNext(sticks: boolean, lastTop: number, place: ScrollPlace): boolean {
  const { scrollTop, clientHeight, scrollHeight } = place;
  if (scrollHeight - scrollTop - clientHeight > endSlack) return sticks && scrollTop >= lastTop;
  return sticks || scrollTop !== lastTop || scrollHeight <= clientHeight;
}
