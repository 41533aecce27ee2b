/**
 * The elements in which pictures run. A picture that leaves one place of the page
 * and comes to another with the same drawing takes its element along, and so runs
 * on; a new element would be empty until the next picture was decoded for it.
 */
const parting = new Map<MediaStreamTrack, HTMLVideoElement>();

/** An element that shows `track`: the one that has just left its place, or a new one. */
export function takePicture(track: MediaStreamTrack): HTMLVideoElement {
  const kept = parting.get(track);
  if (kept) {
    parting.delete(track);
    return kept;
  }
  const video = document.createElement('video');
  video.autoplay = true;
  video.muted = true;
  video.playsInline = true;
  video.tabIndex = -1;
  video.ariaHidden = 'true';
  video.srcObject = new MediaStream([track]);
  return video;
}

/** The element of a picture that has just left its place, to be parted with later; null: it is gone. */
export function keepPicture(track: MediaStreamTrack): HTMLVideoElement | null {
  const kept = parting.get(track) ?? null;
  parting.delete(track);
  return kept;
}

/** Its place is gone: who takes the picture before this task ends gets the element. */
export function partWithPicture(track: MediaStreamTrack, video: HTMLVideoElement): void {
  const other = parting.get(track);
  if (other && other !== video) other.srcObject = null;
  parting.set(track, video);
  queueMicrotask(() => {
    if (parting.get(track) !== video) return;
    parting.delete(track);
    video.srcObject = null;
    video.remove();
  });
}
