/** A tile over the whole screen: what is shared is read best in its own pixels. */
import { type RefObject, useEffect, useState } from 'react';

export const canFillScreen = (): boolean => document.fullscreenEnabled === true;

/** Fills the screen with a tile; Escape ends it. Rejects where the browser doesn't let it. */
export async function fillScreen(tileId: string): Promise<void> {
  await document.querySelector(`[data-tile="${CSS.escape(tileId)}"]`)?.requestFullscreen();
}

/** Puts it back to its place. */
export const leaveFullScreen = (): Promise<void> => document.exitFullscreen();

/** The size in which the element fills the screen; null: it lies at its place. */
export function useFullScreen(
  element: RefObject<HTMLElement | null>,
): { readonly width: number; readonly height: number } | null {
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useEffect(() => {
    const look = () => {
      const fills = element.current !== null && document.fullscreenElement === element.current;
      setSize(fills ? { width: window.innerWidth, height: window.innerHeight } : null);
    };
    document.addEventListener('fullscreenchange', look);
    window.addEventListener('resize', look);
    return () => {
      document.removeEventListener('fullscreenchange', look);
      window.removeEventListener('resize', look);
    };
  }, [element]);
  return size;
}
