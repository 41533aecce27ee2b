/**
 * A page of small letters below a clock that machines can read: shared, it says
 * how sharp and how late it arrives. All functions but the openers run in pages.
 */
import type { BrowserContext, Page } from '@playwright/test';

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The letters' place on the page, in its pixels. */
const LETTERS: Place = { x: 64, y: 96, width: 1664, height: 896 };
export const PAGE = { width: 1920, height: 1080 } as const;
const TITLE = 'A page to be read';

declare global {
  interface Window {
    /** Shows other letters; the clock goes on, or stands. */
    turnPage(nr: number, clock: 'goes' | 'stands'): Promise<number>;
  }
}

/** Opens the page, with its clock going. */
export async function openReadablePage(
  context: BrowserContext,
  size: { readonly width: number; readonly height: number } = PAGE,
): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize(size);
  await page.setContent(`<!doctype html><title>${TITLE}</title><body></body>`);
  await page.evaluate(write, LETTERS);
  return page;
}

/** Lets a browser take this page for what is shared, without asking. */
export const SHARES_THE_PAGE = [
  `--auto-select-tab-capture-source-by-title=${TITLE}`,
  '--auto-accept-camera-and-microphone-capture',
] as const;

/** Cells of the clock: black, white, 24 bits of the time, and their parity. */
const CELLS = { count: 27, width: 64, height: 64 } as const;

function write(letters: Place): void {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: 1920, height: 64 });
  const text = document.createElement('pre');
  document.body.style.cssText = 'margin:0;background:#fff;overflow:hidden';
  canvas.style.cssText = 'display:block';
  text.style.cssText = `position:absolute;left:${letters.x}px;top:${letters.y}px;width:${letters.width}px;height:${letters.height}px;margin:0;overflow:hidden;columns:2;font:13px/16px "Liberation Mono",monospace;color:#1a1a2e`;
  document.body.append(canvas, text);
  const g = canvas.getContext('2d');
  if (!g) throw new Error('no canvas');
  let running = true;
  const tick = () => {
    if (running) {
      const time = Date.now() & 0xff_ffff;
      let ones = 0;
      for (let i = 0; i < 27; i++) {
        const bit = i < 2 ? i : i < 26 ? (time >> (25 - i)) & 1 : ones & 1;
        if (i >= 2) ones += bit;
        g.fillStyle = bit ? '#fff' : '#000';
        g.fillRect(i * 64, 0, 64, 64);
      }
    }
    requestAnimationFrame(tick);
  };
  tick();
  const words =
    'function value return const share lesson (x, y) => { } [0] 42 if else for of let new == + * / ; : . , illicit 1lI 0O rn m'.split(
      ' ',
    );
  window.turnPage = async (nr, clock) => {
    let state = nr * 7919 + 17;
    const next = () => {
      state = (state * 1103515245 + 12345) & 0x7fff_ffff;
      return state >> 8;
    };
    const line = () =>
      ' '.repeat(2 * (next() % 4)) +
      Array.from({ length: 8 + (next() % 6) }, () => words[next() % words.length]).join(' ');
    text.textContent = Array.from({ length: 112 }, line).join('\n');
    running = clock === 'goes';
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return Date.now();
  };
}

export interface Seen {
  /** Of the pictures that came, not of the place they are shown in. */
  readonly width: number;
  readonly height: number;
  /** The picture's place on the page, in CSS pixels. */
  readonly shown: { readonly width: number; readonly height: number };
  /** Milliseconds from the painting of each picture to its being shown. */
  readonly late: readonly number[];
  readonly seconds: number;
}

/** Reads the clock from what is shown large, for some seconds. */
export const readClock = (page: Page, seconds: number): Promise<Seen> =>
  page.evaluate(read, { seconds, cells: CELLS });

async function read({ seconds, cells }: { seconds: number; cells: typeof CELLS }): Promise<Seen> {
  const area = (video: HTMLVideoElement) => video.clientWidth * video.clientHeight;
  const [video] = [...document.querySelectorAll('video')].sort((a, b) => area(b) - area(a));
  if (!video) throw new Error('nothing is shown');
  const canvas = new OffscreenCanvas(cells.count, 1);
  const g = canvas.getContext('2d', { willReadFrequently: true });
  if (!g) throw new Error('no canvas');
  const late: number[] = [];
  const began = performance.now();
  await new Promise<void>((resolve) => {
    const look = () => {
      const now = Date.now();
      const factor = video.videoWidth / 1920;
      for (let i = 0; i < cells.count; i++) {
        const [x, y] = [(i + 0.5) * cells.width * factor, (cells.height / 2) * factor];
        g.drawImage(video, x - 4, y - 4, 8, 8, i, 0, 1, 1);
      }
      const { data } = g.getImageData(0, 0, cells.count, 1);
      const bright = (i: number) => data[i * 4] ?? 0;
      const middle = (bright(0) + bright(1)) / 2;
      let [time, ones] = [0, 0];
      for (let i = 2; i < cells.count - 1; i++) {
        const bit = bright(i) > middle ? 1 : 0;
        time = (time << 1) | bit;
        ones += bit;
      }
      const readable = bright(1) - bright(0) > 100 && ones % 2 === Number(bright(26) > middle);
      const age = (now - time) & 0xff_ffff;
      // A picture from between two times says nothing.
      if (readable && age < 10_000) late.push(age);
      if (performance.now() - began < seconds * 1000) video.requestVideoFrameCallback(look);
      else resolve();
    };
    video.requestVideoFrameCallback(look);
  });
  const { videoWidth, videoHeight, clientWidth, clientHeight } = video;
  const ratio = Math.min(clientWidth / videoWidth, clientHeight / videoHeight);
  return {
    width: videoWidth,
    height: videoHeight,
    shown: { width: Math.round(videoWidth * ratio), height: Math.round(videoHeight * ratio) },
    late,
    seconds: (performance.now() - began) / 1000,
  };
}

export interface Sharpness {
  /** Structural similarity of the letters' brightness, 1: the same. */
  readonly ssim: number;
  /** How much of the contrast at the letters' edges is left, 1: all. */
  readonly contrast: number;
  /** Of the picture that was compared, in its own pixels. */
  readonly width: number;
  readonly at: number;
  /** When the first picture in the page's own pixels was seen; null: none was. */
  readonly wholeAt: number | null;
}

/**
 * Holds what is shown large against a picture of the page, again and again until
 * it is as similar as wanted or the time is over; the last comparison counts.
 */
export async function compareLetters(
  page: Page,
  reference: Buffer,
  { wanted = 1, seconds = 0 } = {},
): Promise<Sharpness> {
  return page.evaluate(compare, {
    png: reference.toString('base64'),
    // A part of them says as much as all, in a quarter of the time.
    letters: { ...LETTERS, width: 416 },
    wanted,
    seconds,
  });
}

async function compare({
  png,
  letters: { x, y, width: across, height },
  wanted,
  seconds,
}: {
  png: string;
  letters: Place;
  wanted: number;
  seconds: number;
}): Promise<Sharpness> {
  const area = (one: HTMLVideoElement) => one.clientWidth * one.clientHeight;
  const bytes = Uint8Array.from(atob(png), (sign) => sign.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(across, height);
  const g = canvas.getContext('2d', { willReadFrequently: true });
  if (!g) throw new Error('no canvas');
  const luma = (from: CanvasImageSource, factor: number): Float32Array => {
    g.drawImage(
      from,
      x * factor,
      y * factor,
      across * factor,
      height * factor,
      0,
      0,
      across,
      height,
    );
    const { data } = g.getImageData(0, 0, across, height);
    const out = new Float32Array(across * height);
    for (let i = 0; i < out.length; i++) {
      out[i] =
        0.299 * (data[4 * i] ?? 0) +
        0.587 * (data[4 * i + 1] ?? 0) +
        0.114 * (data[4 * i + 2] ?? 0);
    }
    return out;
  };
  const edges = (of: Float32Array): number => {
    let sum = 0;
    for (let i = 1; i < of.length; i++) sum += Math.abs((of[i] ?? 0) - (of[i - 1] ?? 0));
    return sum;
  };
  const ssim = (a: Float32Array, b: Float32Array): number => {
    const [c1, c2, n] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2, 64];
    let [total, windows] = [0, 0];
    for (let top = 0; top + 8 <= height; top += 8) {
      for (let left = 0; left + 8 <= across; left += 8) {
        let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0];
        for (let v = 0; v < 8; v++) {
          for (let u = 0; u < 8; u++) {
            const at = (top + v) * across + left + u;
            const [p, q] = [a[at] ?? 0, b[at] ?? 0];
            sa += p;
            sb += q;
            saa += p * p;
            sbb += q * q;
            sab += p * q;
          }
        }
        const [ma, mb] = [sa / n, sb / n];
        const [va, vb, cov] = [saa / n - ma * ma, sbb / n - mb * mb, sab / n - ma * mb];
        // Where nothing is written there is nothing to be read.
        if (va < 1) continue;
        total +=
          ((2 * ma * mb + c1) * (2 * cov + c2)) / ((ma * ma + mb * mb + c1) * (va + vb + c2));
        windows += 1;
      }
    }
    return windows === 0 ? 0 : total / windows;
  };
  const source = luma(picture, 1);
  const sourceEdges = edges(source);
  const end = performance.now() + seconds * 1000;
  let wholeAt: number | null = null;
  for (;;) {
    const at = Date.now();
    const [video] = [...document.querySelectorAll('video')].sort((a, b) => area(b) - area(a));
    const width = video?.videoWidth ?? 0;
    const seen = video && width > 0 ? luma(video, width / 1920) : null;
    if (width >= 1920) wholeAt ??= at;
    const result = seen
      ? { ssim: ssim(source, seen), contrast: edges(seen) / sourceEdges, width, at, wholeAt }
      : { ssim: 0, contrast: 0, width, at, wholeAt };
    if (result.ssim >= wanted || performance.now() >= end) return result;
    // Comparing takes what decoding needs, too.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
