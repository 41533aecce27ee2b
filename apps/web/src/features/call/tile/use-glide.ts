import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Rect } from '../layout/grid.ts';

const glideMs = 200;
const easing = 'cubic-bezier(0.2, 0.7, 0.3, 1)';

/**
 * Lets an element that lies at `rect` glide there from where it was. It has its
 * new size at once and is only drawn on its way: to lay out and paint a picture
 * anew in each frame is more than a slow machine can do.
 * @param glides false: it jumps, as while the window is dragged
 */
export function useGlide(rect: Rect, glides: boolean): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null);
  const last = useRef(rect);
  useLayoutEffect(() => {
    const from = last.current;
    last.current = rect;
    const moved = from.x !== rect.x || from.y !== rect.y;
    const sized = from.width !== rect.width || from.height !== rect.height;
    if (!glides || !(moved || sized) || from.width < 1 || prefersStill()) return;
    element.current?.animate(
      [
        {
          transform: `translate(${from.x}px, ${from.y}px) scale(${from.width / rect.width}, ${from.height / rect.height})`,
        },
        { transform: `translate(${rect.x}px, ${rect.y}px)` },
      ],
      { duration: glideMs, easing },
    );
  }, [rect, glides]);
  return element;
}

const prefersStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
