/**
 * Whether what a page plays goes on without a gap: the sound that comes out of
 * its audio elements, and the pictures that its video elements show. Who sends
 * has a microphone that hums all the time.
 */
import type { BrowserContext, Page } from '@playwright/test';

interface Ears {
  /** Begins anew. */
  reset(): void;
  /** The longest silence since, in milliseconds. */
  silence(): number;
}

interface Eyes {
  reset(): void;
  /** The longest time without a new picture: of others, and of oneself. */
  still(): { readonly others: number; readonly own: number };
}

declare global {
  interface Window {
    e2eEars: Ears;
    e2eEyes: Eyes;
  }
}

/** The microphone hums; Chromium's own beeps once a second. */
export const humming = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    const { mediaDevices } = navigator;
    const real = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async ({ audio, video } = {}) => {
      const stream = video ? await real({ video }) : new MediaStream();
      if (!audio) return stream;
      const sound = new AudioContext();
      const hum = new OscillatorNode(sound, { frequency: 300 });
      const out = sound.createMediaStreamDestination();
      hum.connect(new GainNode(sound, { gain: 0.3 })).connect(out);
      hum.start();
      for (const track of out.stream.getAudioTracks()) stream.addTrack(track);
      return stream;
    };
  });

/** Listens to and looks at everything that the pages of the context play. */
export const perceive = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    const played = new Set<HTMLMediaElement>();
    const { play } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.play = function () {
      played.add(this);
      return play.call(this);
    };

    // Sound: all that plays, summed, in blocks of some five milliseconds.
    let sound: AudioContext | null = null;
    const heard = new Map<MediaStream, AudioNode>();
    let longest = 0;
    let silentSince: number | null = null;
    let meter: ScriptProcessorNode | null = null;
    const listen = () => {
      sound ??= new AudioContext();
      if (!meter) {
        const at = sound;
        meter = at.createScriptProcessor(256, 1, 1);
        meter.onaudioprocess = ({ inputBuffer }) => {
          const samples = inputBuffer.getChannelData(0);
          const loud = samples.some((sample) => Math.abs(sample) > 0.01);
          const now = at.currentTime * 1_000;
          if (loud) silentSince = null;
          else silentSince ??= now;
          if (silentSince !== null) longest = Math.max(longest, now - silentSince);
        };
        meter.connect(at.destination);
      }
      for (const element of played) {
        const stream = element.srcObject;
        const plays = element instanceof HTMLAudioElement && !element.paused;
        if (!plays || !(stream instanceof MediaStream) || heard.has(stream)) continue;
        const node = sound.createMediaStreamSource(stream);
        node.connect(meter);
        heard.set(stream, node);
      }
      for (const [stream, node] of heard) {
        if ([...played].some((one) => one.srcObject === stream && !one.paused)) continue;
        node.disconnect();
        heard.delete(stream);
      }
    };
    setInterval(listen, 10);
    window.e2eEars = {
      reset() {
        longest = 0;
        silentSince = null;
      },
      silence: () => Math.round(longest),
    };

    // Pictures: each element by itself, while it is on the page. Until its first picture an
    // element shows none, and misses none.
    const pictures = new Map<HTMLVideoElement, number | null>();
    let still = { others: 0, own: 0 };
    const look = (element: HTMLVideoElement) => {
      const at = pictures.get(element);
      const whose = element.closest('[class*="-scale-x-100"]') ? 'own' : 'others';
      if (at) still[whose] = Math.max(still[whose], performance.now() - at);
    };
    const watch = (element: HTMLVideoElement) => {
      pictures.set(element, null);
      const next = () => {
        if (!pictures.has(element)) return;
        look(element);
        pictures.set(element, performance.now());
        element.requestVideoFrameCallback(next);
      };
      element.requestVideoFrameCallback(next);
    };
    setInterval(() => {
      for (const element of document.querySelectorAll('video')) {
        if (!pictures.has(element) && element.srcObject) watch(element);
      }
      for (const element of pictures.keys()) {
        if (element.isConnected) look(element);
        else pictures.delete(element);
      }
    }, 20);
    window.e2eEyes = {
      reset() {
        still = { others: 0, own: 0 };
        for (const [element, at] of pictures) if (at) pictures.set(element, performance.now());
      },
      still: () => ({ others: Math.round(still.others), own: Math.round(still.own) }),
    };
  });

/** In milliseconds. */
export interface Gaps {
  readonly silence: number;
  /** Of pictures of others, beyond what the page's own mirror stood still: that is the machine's. */
  readonly still: number;
}

/** Begins to measure. */
export const beginMeasuring = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.e2eEars.reset();
    window.e2eEyes.reset();
  });

/** The longest gaps since. */
export const gaps = (page: Page): Promise<Gaps> =>
  page.evaluate(() => {
    const { others, own } = window.e2eEyes.still();
    return { silence: window.e2eEars.silence(), still: Math.max(0, others - own) };
  });
