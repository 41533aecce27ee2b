/** How what a page receives comes, stops and comes again: by the browser's own counters. */
import { expect, type Page } from '@playwright/test';
import { type Inbound, inbound } from '../harness/media.ts';

/** So often the counters are read, in milliseconds: what is measured is as exact as this. */
const TICK_MS = 50;

/** Resolves when `happened` does, with the milliseconds it took since the call. */
async function timed(happened: () => Promise<boolean>, message: string, limit: number) {
  const began = performance.now();
  await expect.poll(happened, { message, timeout: limit, intervals: [TICK_MS] }).toBe(true);
  return Math.round(performance.now() - began);
}

/** Milliseconds until a further picture is decoded and further sound has come. */
export async function untilFlowing(page: Page, limit = 60_000): Promise<number> {
  const [video, audio] = await Promise.all([inbound(page, 'video'), inbound(page, 'audio')]);
  const more = async () => {
    const [v, a] = await Promise.all([inbound(page, 'video'), inbound(page, 'audio')]);
    return isFurther(v, video, 'frames') && isFurther(a, audio, 'packets');
  };
  return timed(more, 'picture and sound come again', limit);
}

/** Resolves when nothing has come for half a second. */
export async function untilSilent(page: Page): Promise<void> {
  let last = -1;
  await expect
    .poll(
      async () => {
        const { packets } = await inbound(page, 'audio');
        const still = packets === last;
        last = packets;
        return still;
      },
      { message: 'nothing comes any more', timeout: 10_000, intervals: [500] },
    )
    .toBe(true);
}

// A counter that was given up with its connection begins anew; that is further, too.
const isFurther = (now: Inbound, before: Inbound, field: 'frames' | 'packets'): boolean =>
  now[field] > 0 && now[field] !== before[field];

/** What a page made of what came, over a while. */
export interface Heard {
  /** Pictures a second. */
  readonly fps: number;
  /** Share of the sound that was made up for what got lost (W3C webrtc-stats, concealedSamples). */
  readonly concealed: number;
}

/** Looks at what comes for so many milliseconds. */
export async function listen(page: Page, milliseconds: number): Promise<Heard> {
  const before = await sums(page);
  await page.waitForTimeout(milliseconds);
  const after = await sums(page);
  const samples = after.samples - before.samples;
  return {
    fps: (after.frames - before.frames) / (milliseconds / 1000),
    concealed: samples > 0 ? (after.concealed - before.concealed) / samples : 1,
  };
}

const sums = (page: Page) =>
  page.evaluate(async () => {
    const open = window.e2ePeers.filter(({ connectionState }) => connectionState !== 'closed');
    const reports = await Promise.all(open.map((peer) => peer.getStats()));
    const streams = reports
      .flatMap((report) => [...report.values()])
      .filter(({ type }) => type === 'inbound-rtp');
    const sum = (kind: string, field: string): number =>
      streams
        .filter((stream) => stream.kind === kind)
        .reduce((all, stream) => all + (stream[field] ?? 0), 0);
    return {
      frames: sum('video', 'framesDecoded'),
      samples: sum('audio', 'totalSamplesReceived'),
      // Made-up silence in pauses (DTX) isn't missed by anybody.
      concealed: sum('audio', 'concealedSamples') - sum('audio', 'silentConcealedSamples'),
    };
  });
