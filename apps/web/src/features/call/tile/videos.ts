/** The pictures that stand on the page, for what the browser does with one of them (picture-in-picture). */
interface Standing {
  readonly element: HTMLVideoElement;
  /** Its place does without it from now on. */
  readonly give: () => void;
}

const standing = new Map<string, Standing>();

/** Makes the picture of a tile known while it is on the page; the answer takes it back. */
export function registerVideo(
  tileId: string,
  element: HTMLVideoElement,
  give: () => void,
): () => void {
  const one = { element, give };
  standing.set(tileId, one);
  return () => {
    if (standing.get(tileId) === one) standing.delete(tileId);
  };
}

/**
 * The element in which the tile's picture runs, for whoever has another place for it; the
 * tile makes itself a new one. It has to get that place in the same task, or it stops. null:
 * the tile isn't on the page.
 */
export function takeVideo(tileId: string): HTMLVideoElement | null {
  const one = standing.get(tileId);
  if (!one) return null;
  standing.delete(tileId);
  one.give();
  return one.element;
}
