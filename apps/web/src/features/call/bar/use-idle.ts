import { useEffect, useState } from 'react';

/** How long nobody moves before the controls step aside, in milliseconds. */
const idleMs = 4_000;

/**
 * awake: the controls are there. idle: they have stepped aside. waking: a finger has just
 * brought them back, and what it touched isn't meant by it, since nobody saw what was there.
 */
export type Controls = 'awake' | 'idle' | 'waking';

/** What steps aside wears this, inside of who has `data-idle` (idle) and `data-unseen` (idle or waking). */
export const stepsAside =
  'group-data-idle/call:opacity-0 group-data-unseen/call:pointer-events-none';

/**
 * How the controls stand: idle when nobody moved, touched or typed for a while. Never while
 * the pointer or the keyboard's focus is on something inside `keep`, or a menu is open: those
 * are in use.
 */
export function useIdle(root: HTMLElement | null, keep: string): Controls {
  const [controls, setControls] = useState<Controls>('awake');
  useEffect(() => {
    if (!root) return;
    let timer: ReturnType<typeof setTimeout>;
    const rest = () => {
      if (inUse(root, keep)) wake();
      else setControls('idle');
    };
    const stay = () => {
      clearTimeout(timer);
      timer = setTimeout(rest, idleMs);
    };
    const wake = () => {
      setControls('awake');
      stay();
    };
    // A mouse has woken them by moving before it presses; a finger does both at once.
    const press = ({ pointerType }: PointerEvent) => {
      const blind = pointerType !== 'mouse';
      setControls((now) => (blind && now === 'idle' ? 'waking' : 'awake'));
      stay();
    };
    const move = ({ buttons }: PointerEvent) => (buttons === 0 ? wake() : stay());
    const controller = new AbortController();
    const listening = { passive: true, signal: controller.signal };
    root.addEventListener('pointerdown', press, listening);
    root.addEventListener('pointermove', move, listening);
    // The last three end a touch: as a tap, as a long one, as a swipe.
    const events = ['keydown', 'focusin', 'click', 'contextmenu', 'pointercancel'] as const;
    for (const event of events) root.addEventListener(event, wake, listening);
    wake();
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [root, keep]);
  return controls;
}

function inUse(root: HTMLElement, keep: string): boolean {
  const kept = root.querySelectorAll(keep);
  return [...kept].some(
    (part) =>
      part.matches(':hover') ||
      part.querySelector(':focus-visible, [aria-expanded="true"]') !== null,
  );
}
