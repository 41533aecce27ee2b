/** A conversation as somebody sees it who scrolls back through it, frame by frame. */
import type { Page } from '@playwright/test';

export interface Walk {
  /** How many messages were in the page at some time. */
  readonly met: number;
  /** So often a frame showed something later than the frame before. */
  readonly backwards: number;
  /** The longest time that the page was busy without a pause, in milliseconds. */
  readonly longestTask: number;
}

declare global {
  interface Window {
    e2eWalk?: () => Walk;
  }
}

/** Watches the messages, which begin with their number, from now on. */
export const watchWalk = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const list = document.querySelector('[role=log]');
    if (!list) throw new Error('no conversation');
    const met = new Set<number>();
    let [backwards, topmost, longestTask] = [0, Number.POSITIVE_INFINITY, 0];
    const look = () => {
      const { top } = list.getBoundingClientRect();
      let first = Number.POSITIVE_INFINITY;
      for (const message of list.querySelectorAll('article')) {
        const number = Number.parseInt(message.querySelector('p')?.textContent ?? '', 10);
        met.add(number);
        if (message.getBoundingClientRect().bottom > top) first = Math.min(first, number);
      }
      if (first > topmost) backwards++;
      topmost = first;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    const tasks = new PerformanceObserver((entries) => {
      for (const { duration } of entries.getEntries()) {
        longestTask = Math.max(longestTask, duration);
      }
    });
    tasks.observe({ type: 'longtask' });
    window.e2eWalk = () => ({ met: met.size, backwards, longestTask });
  });

/** What was seen until now. */
export const walked = (page: Page): Promise<Walk> =>
  page.evaluate(() => {
    if (!window.e2eWalk) throw new Error('nobody watches');
    return window.e2eWalk();
  });
