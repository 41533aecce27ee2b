/**
 * A picture in a small window above all others (W3C Picture-in-Picture). The browser
 * closes that window when its element leaves the document, so the element is none of a
 * tile's: it has a place of its own, whatever the page shows.
 */
import { nameCard } from './name-card.ts';
import { takeVideo } from './videos.ts';

/** In CSS pixels. */
export type WindowSize = Pick<PictureInPictureWindow, 'width' | 'height'>;

export interface OwnWindow {
  readonly size: WindowSize;
  /** Runs whenever somebody makes it larger or smaller. */
  onResize(run: (size: WindowSize) => void): void;
  /** Shows `track` from now on; null: there is no picture, so it shows whose it was. */
  show(track: MediaStreamTrack | null): void;
  /** Resolves when it is gone; also safe when it is gone already. */
  close(): Promise<void>;
}

/** Who is shown, and as whom while there is no picture. */
export interface Shown {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
}

/** Begins a window; null: there is nothing to begin it with. Throws what the browser refuses with. */
export type OpenOwnWindow = (shown: Shown, onClosed: () => void) => Promise<OwnWindow | null>;

export const canPopOut = (): boolean => document.pictureInPictureEnabled === true;

/** To be called in a click, of a tile that stands on the page. */
export const openOwnWindow: OpenOwnWindow = async (shown, onClosed) => {
  const video = takeVideo(shown.id);
  if (!video) return null;
  let card: MediaStreamTrack | null = null;
  /** Under way; the browser takes it for a fault to be asked twice. */
  let closing: Promise<void> | null = null;
  // A silent picture may always play; what throws here is a track that was replaced meanwhile.
  const play = () => void video.play().catch(() => undefined);
  const over = () => {
    card?.stop();
    video.srcObject = null;
    video.remove();
  };
  // In the document, and nowhere to be seen; without a box there would be no picture. Moved to
  // there, it stands still until it is played again.
  video.className = 'pointer-events-none fixed top-0 left-0 size-px opacity-0';
  document.body.append(video);
  play();
  const left = new Promise<void>((resolve) => {
    video.addEventListener('leavepictureinpicture', () => resolve(), { once: true });
  });
  const opened = await video.requestPictureInPicture().catch((error: unknown) => {
    over();
    throw error;
  });
  void left.then(() => {
    over();
    onClosed();
  });
  return {
    size: opened,
    onResize(run) {
      opened.addEventListener('resize', () => run(opened));
    },
    show(track) {
      card?.stop();
      card = track ? null : nameCard(shown);
      const shownNow = track ?? card;
      video.srcObject = new MediaStream(shownNow ? [shownNow] : []);
      play();
    },
    close() {
      closing ??= leave().finally(() => {
        closing = null;
      });
      return closing;
    },
  };

  async function leave(): Promise<void> {
    if (document.pictureInPictureElement !== video) return;
    await document.exitPictureInPicture();
    await left;
  }
};
