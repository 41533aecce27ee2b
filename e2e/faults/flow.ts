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

/** Resolves when sound comes by a connection to the other person, and not from the server. */
export async function untilDirect(page: Page): Promise<void> {
  let before: readonly number[] = [];
  await expect
    .poll(
      async () => {
        const now = await soundByPeer(page);
        const grown = now.map((packets, nr) => packets > (before[nr] ?? packets));
        before = now;
        return grown;
      },
      { message: 'sound comes directly', timeout: 30_000, intervals: [500] },
    )
    // The two towards the server were made first.
    .toEqual([false, false, true]);
}

/** The longest time without any packet of sound, of so many milliseconds from now on. */
export async function longestSilence(page: Page, milliseconds: number): Promise<number> {
  const end = performance.now() + milliseconds;
  let longest = 0;
  let known = (await soundByPeer(page)).join();
  let since = performance.now();
  while (performance.now() < end) {
    await page.waitForTimeout(TICK_MS);
    const now = (await soundByPeer(page)).join();
    longest = Math.max(longest, performance.now() - since);
    if (now !== known) since = performance.now();
    known = now;
  }
  return Math.round(longest);
}

const soundByPeer = (page: Page): Promise<number[]> =>
  page.evaluate(async () => {
    const open = window.e2ePeers.filter(({ connectionState }) => connectionState !== 'closed');
    const reports = await Promise.all(open.map((peer) => peer.getStats()));
    return reports.map((report) =>
      [...report.values()]
        .filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio')
        .reduce((sum, stream) => sum + stream.packetsReceived, 0),
    );
  });

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
  const before = new Map((await counters(page)).map((stream) => [stream.id, stream]));
  await page.waitForTimeout(milliseconds);
  const after = await counters(page);
  // Stream by stream: those that were closed meanwhile took their counts with them.
  const grown = (field: 'frames' | 'samples' | 'concealed') =>
    after.reduce((sum, stream) => sum + stream[field] - (before.get(stream.id)?.[field] ?? 0), 0);
  const samples = grown('samples');
  return {
    fps: grown('frames') / (milliseconds / 1000),
    concealed: samples > 0 ? grown('concealed') / samples : 1,
  };
}

const counters = (page: Page) =>
  page.evaluate(async () => {
    const open = window.e2ePeers.filter(({ connectionState }) => connectionState !== 'closed');
    const reports = await Promise.all(open.map((peer) => peer.getStats()));
    return reports.flatMap((report, nr) =>
      [...report.values()]
        .filter(({ type }) => type === 'inbound-rtp')
        .map((stream) => ({
          id: `${nr} ${stream.id}`,
          frames: (stream.framesDecoded ?? 0) as number,
          samples: (stream.totalSamplesReceived ?? 0) as number,
          // Made-up silence in pauses (DTX) isn't missed by anybody.
          concealed: ((stream.concealedSamples ?? 0) -
            (stream.silentConcealedSamples ?? 0)) as number,
        })),
    );
  });
