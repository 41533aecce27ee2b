import { useEffect, useState } from 'react';

/** How long nobody moves before the controls step aside, in milliseconds. */
const idleMs = 4_000;

/**
 * True when nobody moved, touched or typed for a while. Never while the keyboard's
 * focus is on something inside `keep`, or a menu is open: those are in use.
 */
export function useIdle(root: HTMLElement | null, keep: string): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    if (!root) return;
    let timer: ReturnType<typeof setTimeout>;
    const rest = () => {
      if (inUse(root, keep)) wake();
      else setIdle(true);
    };
    const wake = () => {
      setIdle(false);
      clearTimeout(timer);
      timer = setTimeout(rest, idleMs);
    };
    const events = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;
    for (const event of events) root.addEventListener(event, wake, { passive: true });
    wake();
    return () => {
      clearTimeout(timer);
      for (const event of events) root.removeEventListener(event, wake);
    };
  }, [root, keep]);
  return idle;
}

function inUse(root: HTMLElement, keep: string): boolean {
  const kept = root.querySelectorAll(keep);
  return [...kept].some(
    (part) =>
      part.matches(':hover') ||
      part.querySelector(':focus-visible, [aria-expanded="true"]') !== null,
  );
}
