/** What a page sounds by itself, as the tones that its audio really played to the end, and by which speaker. */
import type { BrowserContext, Page } from '@playwright/test';

declare global {
  interface Window {
    e2eTones: number[];
    e2eVoices: Set<HTMLMediaElement>;
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

/** Makes the speakers of the context's pages readable for the function below. */
export const watchSpeakers = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    window.e2eVoices = new Set();
    const { play } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.play = function () {
      if (this instanceof HTMLAudioElement) window.e2eVoices.add(this);
      return play.call(this);
    };
  });

/** The names of the speakers by which voices are heard just now, each once. */
export const speakersInUse = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const devices = await navigator.mediaDevices.enumerateDevices();
    const playing = [...window.e2eVoices].filter(({ paused, srcObject }) => !paused && srcObject);
    const named = playing.map(
      ({ sinkId }) => devices.find(({ deviceId }) => deviceId === sinkId)?.label ?? sinkId,
    );
    return [...new Set(named)];
  });
