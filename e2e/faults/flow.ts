/** How what a page receives comes, stops and comes again: by the browser's own counters. */
import { expect, type Page } from '@playwright/test';
import { byId, pictures, streams, taken } from './streams.ts';

/** So often the counters are read, in milliseconds: what is measured is as exact as this. */
const TICK_MS = 50;

/** For so long no new picture comes until it counts as standing still. */
const STILL_MS = 500;

/**
 * Resolves when a further picture is decoded and further sound has come, with the
 * milliseconds since `since`: the call, if nothing else is said.
 */
export async function untilFlowing(
  page: Page,
  { limit = 60_000, since = performance.now() } = {},
): Promise<number> {
  const before = byId(await streams(page));
  const more = async () => {
    const now = await streams(page);
    const grown = (wanted: string, field: 'frames' | 'packets') =>
      now.some(
        ({ id, kind, [field]: count }) => kind === wanted && count > (before.get(id)?.[field] ?? 0),
      );
    return grown('video', 'frames') && grown('audio', 'packets');
  };
  const message = 'picture and sound come again';
  await expect.poll(more, { message, timeout: limit, intervals: [TICK_MS] }).toBe(true);
  return Math.round(performance.now() - since);
}

/**
 * Resolves when the pictures stand still, and what was under way or waited in a
 * buffer is shown: what comes after it is new.
 */
export async function untilStill(page: Page): Promise<void> {
  let known = await pictures(page);
  let since = performance.now();
  const still = async () => {
    const now = await pictures(page);
    if (now !== known) since = performance.now();
    known = now;
    return performance.now() - since >= STILL_MS;
  };
  await expect
    .poll(still, { message: 'the pictures stand still', timeout: 20_000, intervals: [TICK_MS] })
    .toBe(true);
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
export const longestSilence = (page: Page, milliseconds: number): Promise<number> =>
  longestPause(page, milliseconds, async () => (await soundByPeer(page)).join());

/** The longest time without a new picture, of so many milliseconds from now on. */
export const longestStill = (page: Page, milliseconds: number): Promise<number> =>
  longestPause(page, milliseconds, () => pictures(page));

/** The longest time in which `look` finds the same. */
async function longestPause(page: Page, milliseconds: number, look: () => Promise<string>) {
  const end = performance.now() + milliseconds;
  let longest = 0;
  let known = await look();
  let since = performance.now();
  while (performance.now() < end) {
    await page.waitForTimeout(TICK_MS);
    const now = await look();
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

/** What a page made of what came, over a while. */
export interface Heard {
  /** Pictures a second. */
  readonly fps: number;
  /** Pictures a second that its own camera gave meanwhile: fewer where the machine is busy. */
  readonly taken: number;
  /** Share of the sound that was made up for what got lost (W3C webrtc-stats, concealedSamples). */
  readonly concealed: number;
}

/** How many milliseconds what is heard waits in the browser's buffer, looked at for so many. */
export async function lateness(page: Page, milliseconds: number): Promise<number> {
  const before = byId(await streams(page));
  await page.waitForTimeout(milliseconds);
  const voices = (await streams(page)).filter(({ kind }) => kind === 'audio');
  const grown = (field: 'waited' | 'emitted') =>
    voices.reduce((sum, voice) => sum + voice[field] - (before.get(voice.id)?.[field] ?? 0), 0);
  return Math.round(grown('waited') / Math.max(1, grown('emitted')));
}

/** Looks at what comes for so many milliseconds. */
export async function listen(page: Page, milliseconds: number): Promise<Heard> {
  const before = byId(await streams(page));
  const takenBefore = await taken(page);
  await page.waitForTimeout(milliseconds);
  const after = await streams(page);
  const seconds = milliseconds / 1_000;
  // Stream by stream: those that were closed meanwhile took their counts with them.
  const grown = (field: 'frames' | 'samples' | 'concealed') =>
    after.reduce((sum, stream) => sum + stream[field] - (before.get(stream.id)?.[field] ?? 0), 0);
  const samples = grown('samples');
  return {
    fps: grown('frames') / seconds,
    taken: ((await taken(page)) - takenBefore) / seconds,
    concealed: samples > 0 ? grown('concealed') / samples : 1,
  };
}
