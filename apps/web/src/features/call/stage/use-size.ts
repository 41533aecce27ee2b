import { type RefCallback, type RefObject, useCallback, useRef, useState } from 'react';
import type { Size } from '../layout/grid.ts';

/** The inner size of an element, in whole CSS pixels, as it changes. */
export function useSize(): [RefCallback<HTMLElement>, Size, RefObject<HTMLElement | null>] {
  const current = useRef<HTMLElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const ref = useCallback((element: HTMLElement | null) => {
    current.current = element;
    if (!element) return;
    const take = (given: Size) => {
      const width = Math.floor(given.width);
      const height = Math.floor(given.height);
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    };
    // At once, in the same commit: the observer speaks a frame later, and the first picture waits for it.
    take(innerSize(element));
    const observer = new ResizeObserver(([entry]) => entry && take(entry.contentRect));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size, current];
}

/** What the observer will say: without padding and border. */
function innerSize(element: HTMLElement): Size {
  const style = getComputedStyle(element);
  const around = (...sides: string[]) =>
    sides.reduce((sum, side) => sum + Number.parseFloat(style.getPropertyValue(side)), 0);
  return {
    width: element.clientWidth - around('padding-left', 'padding-right'),
    height: element.clientHeight - around('padding-top', 'padding-bottom'),
  };
}
