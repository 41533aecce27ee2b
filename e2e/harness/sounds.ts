/** What a page sounds by itself: the tones that its audio really played to the end. */
import type { BrowserContext, Page } from '@playwright/test';

declare global {
  interface Window {
    e2eTones: number[];
  }
}

/** Makes the tones of the context's pages readable for the functions here. */
export const listenToTones = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    window.e2eTones = [];
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (when) {
      this.addEventListener('ended', () => window.e2eTones.push(this.frequency.value));
      start.call(this, when);
    };
  });

/** The highest tone of the sign that somebody waits to be let in; no other sign has it. */
const KNOCK_HERTZ = 392;

/** How often the page has knocked since it was loaded. */
export const knocks = (page: Page): Promise<number> =>
  page.evaluate(
    (pitch) => window.e2eTones.filter((tone) => Math.round(tone) === pitch).length,
    KNOCK_HERTZ,
  );
