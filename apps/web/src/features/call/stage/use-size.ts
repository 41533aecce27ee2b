import { type RefCallback, type RefObject, useCallback, useRef, useState } from 'react';
import type { Size } from '../layout/grid.ts';

/** The inner size of an element, in whole CSS pixels, as it changes. */
export function useSize(): [RefCallback<HTMLElement>, Size, RefObject<HTMLElement | null>] {
  const current = useRef<HTMLElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const ref = useCallback((element: HTMLElement | null) => {
    current.current = element;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const width = Math.floor(entry.contentRect.width);
      const height = Math.floor(entry.contentRect.height);
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size, current];
}
