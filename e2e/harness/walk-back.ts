/** A conversation as somebody sees it who scrolls back through it, frame by frame. */
import type { Page } from '@playwright/test';

/** What was seen, of messages that begin with their number. */
export interface Walk {
  /** How many different messages came into the page. */
  readonly met: number;
  /** The most that were in the page at once. */
  readonly most: number;
  /** Frames that showed something later than the frame before: from which message to which. */
  readonly leaps: readonly (readonly [from: number, to: number])[];
}

declare global {
  interface Window {
    e2eWalk?: Walk;
    /** Resolves when the next frame was painted, and looked at. */
    e2eFrame?: () => Promise<void>;
  }
}

/** Looks at every frame that is painted from now on. */
export const watchWalk = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const list = document.querySelector('[role=log]');
    if (!list) throw new Error('no conversation');
    const met = new Set<number>();
    const leaps: [number, number][] = [];
    let [most, topmost] = [0, Number.POSITIVE_INFINITY];
    const seen: (() => void)[] = [];
    const look = () => {
      const { top } = list.getBoundingClientRect();
      const messages = [...list.querySelectorAll('article')];
      const number = (message: Element) =>
        Number.parseInt(message.querySelector('p')?.textContent ?? '', 10);
      for (const message of messages) met.add(number(message));
      const first = messages.find((message) => message.getBoundingClientRect().bottom > top);
      if (first) {
        if (number(first) > topmost) leaps.push([topmost, number(first)]);
        topmost = number(first);
      }
      most = Math.max(most, messages.length);
      window.e2eWalk = { met: met.size, most, leaps };
      for (const tell of seen.splice(0)) tell();
    };
    // A message to oneself comes when the frame was painted: what is put right before isn't seen.
    const painted = new MessageChannel();
    const next = () => requestAnimationFrame(() => painted.port2.postMessage(null));
    painted.port1.onmessage = () => {
      look();
      next();
    };
    window.e2eFrame = () => new Promise((resolve) => seen.push(resolve));
    next();
  });

/** Turns the wheel by `pixels`, and gives what was seen when the page had followed. */
export async function turnWheel(page: Page, pixels: number): Promise<Walk> {
  await page.mouse.wheel(0, pixels);
  return page.evaluate(async () => {
    // The first frame may have begun before the turn.
    for (let frame = 0; frame < 2; frame++) await window.e2eFrame?.();
    if (!window.e2eWalk) throw new Error('nobody watches');
    return window.e2eWalk;
  });
}
