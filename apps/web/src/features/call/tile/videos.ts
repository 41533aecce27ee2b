/** The video elements on the page, for what the browser does with one of them (picture-in-picture). */
const elements = new Map<string, HTMLVideoElement>();

/** Makes the picture of a tile known while it is on the page; the answer takes it back. */
export function registerVideo(tileId: string, element: HTMLVideoElement): () => void {
  elements.set(tileId, element);
  return () => {
    if (elements.get(tileId) === element) elements.delete(tileId);
  };
}

/** The tile that has a window of its own just now; null: none has. */
export function poppedOut(): string | null {
  const shown = document.pictureInPictureElement;
  for (const [tileId, element] of elements) if (element === shown) return tileId;
  return null;
}

export const canPopOut = (): boolean => document.pictureInPictureEnabled === true;

/**
 * Shows the tile's picture in a small window above all others; where one is shown
 * already, takes it back. Throws what the browser refuses with.
 */
export async function togglePopOut(tileId: string): Promise<void> {
  const element = elements.get(tileId);
  if (document.pictureInPictureElement) {
    const same = document.pictureInPictureElement === element;
    await document.exitPictureInPicture();
    if (same) return;
  }
  if (element) await element.requestPictureInPicture();
}
