/** Lines that lose much, carry little or take long, and what a call makes of it. */
import type { Page } from '@playwright/test';
import { type Heard, listen, longestStill } from './flow.ts';
import { cut, holdReturns, timeReturn } from './returns.ts';
import { expect, note, test } from './scene.ts';
import { type Seen, takenBy, untilWhole, watchLayers, widthOf } from './sizes.ts';
import { slow } from './ways.ts';

/** For so long each state of the line is listened to. */
const LISTEN_MS = 15_000;
/** What is heard and seen with a tenth of the packets lost, and with fewer. */
const LOSSY = { fps: 15, concealed: 0.05 };
/** With more nobody promises anything; but one hears and sees each other. */
const VERY_LOSSY = { fps: 5, concealed: 0.2 };
/**
 * Pictures a second of Chromium's own camera. A busy machine shows fewer without any loss, and its
 * camera gives fewer; it is held to the same share of those, and the table says what is missing to
 * the target itself.
 */
const CAMERA_FPS = 20;

const percent = (share: number, digits = 1) => `${(share * 100).toFixed(digits)} %`;

/** Which layers came, each as wide as it came last. */
const layersInWords = (seen: readonly Seen[]) =>
  [...new Map(seen.map(({ layer, width }) => [layer ?? 'no layer', width]))]
    .map(([layer, width]) => `${layer} (${width} wide)`)
    .join(', ');

const inWords = ({ fps, concealed }: Heard) =>
  `${fps.toFixed(1)} fps, ${percent(concealed)} concealed`;

for (const loss of [5, 10, 20]) {
  test(`RT-11 MEDIA-10 ${loss} % loss`, async ({ open }) => {
    const { host, far, near, begunAnew } = await open();
    const both = () => Promise.all([listen(far, LISTEN_MS), listen(near, LISTEN_MS)]);
    const [farBefore, nearBefore] = await both();
    const begunBefore = begunAnew.length;
    host.line.wear({ loss });
    await far.waitForTimeout(5_000);
    const [[here, there], seenHere, seenThere] = await Promise.all([
      both(),
      watchLayers(far, 'Bruno', near, LISTEN_MS),
      watchLayers(near, 'Alma', far, LISTEN_MS),
    ]);
    const wanted = loss <= 10 ? LOSSY : VERY_LOSSY;
    const fps = Math.min(here.fps, there.fps);
    const without = Math.min(farBefore.fps, nearBefore.fps);
    const taken = Math.min(here.taken, there.taken);
    const usual = Math.min(CAMERA_FPS, without, taken);
    const concealed = Math.max(here.concealed, there.concealed);
    note(
      `≥ ${wanted.fps} fps, < ${percent(wanted.concealed, 0)} concealed`,
      `${inWords(here)}, ${layersInWords(seenHere)}; ` +
        `the others ${inWords(there)}, ${layersInWords(seenThere)}; ` +
        `${without.toFixed(1)} fps without loss, ${taken.toFixed(1)} taken with it`,
      fps >= wanted.fps && concealed < wanted.concealed,
    );
    expect(fps / usual, 'share of the usual pictures').toBeGreaterThanOrEqual(
      wanted.fps / CAMERA_FPS,
    );
    expect(concealed).toBeLessThan(wanted.concealed);
    // What moves is each other's camera, in whichever size, and nothing that only counts as video.
    const strange = [...seenHere, ...seenThere].filter(({ layer }) => layer === null);
    expect(strange, 'pictures smaller than any layer of a camera').toEqual([]);
    // What is lossy isn't silent: nothing is to be mended.
    expect(begunAnew.slice(begunBefore)).toEqual([]);
  });
}

/**
 * So long a picture may stand still when a line falls to a fifth, and so long after its recovery
 * it may be smaller than before.
 */
const FIFTH = { stillMs: 5_000, smallMs: 15_000 };

for (const { name, full, thin, ceiling } of [
  {
    name: 'a line of 5 Mbit/s falls to a fifth',
    full: { capacity: 5_000 },
    thin: 1_000,
    ceiling: FIFTH,
  },
  {
    name: 'a line of 2.5 Mbit/s falls to a fifth',
    full: { capacity: 2_500 },
    thin: 500,
    ceiling: FIFTH,
  },
  // From as much as the machine carries to next to nothing: the same is wished for, and not promised.
  {
    name: 'a good line falls to 300 kbit/s',
    full: {},
    thin: 300,
    ceiling: { stillMs: 12_000, smallMs: 30_000 },
  },
]) {
  test(`ADAPT-3 ${name}, and recovers`, async ({ open }) => {
    test.setTimeout(240_000);
    const { host, far, near } = await open();
    const both = <T>(look: (page: Page, name: string, theirs: Page) => Promise<T>) =>
      Promise.all([look(far, 'Bruno', near), look(near, 'Alma', far)]);
    host.line.wear(full);
    await both(untilWhole);
    host.line.wear({ capacity: thin });
    const still = await both((page) => longestStill(page, 15_000));
    const widths = await both(widthOf);
    host.line.wear(full);
    const whole = await both(untilWhole);
    const taken = await both((_page, _name, theirs) => takenBy(theirs));
    const [stillMs, smallMs] = [Math.max(...still), Math.max(...whole)];
    note(
      `still < ${FIFTH.stillMs} ms, whole < ${FIFTH.smallMs} ms`,
      `still ${pair(still)} ms; then ${pair(widths)} wide; ` +
        `whole after ${pair(whole)} ms, ${pair(taken)} wide`,
      stillMs < FIFTH.stillMs && smallMs < FIFTH.smallMs,
    );
    expect(stillMs, 'the longest still').toBeLessThan(ceiling.stillMs);
    expect(smallMs, 'until all is as before').toBeLessThan(ceiling.smallMs);
  });
}

/** From opening the page to moving pictures at both ends, by a way that takes its time at every step. */
const IN = { asked: 15_000, ceiling: 25_000 };

/** Behind the line, and at its other end. */
const pair = ([here, there]: readonly [number, number]) => `${here} (others ${there})`;

for (const { name, slowness } of [
  { name: '300 ms each way', slowness: { delayMs: 300 } },
  {
    name: '100 ± 80 ms each way, 2 % of it overtaking, 1 % lost',
    slowness: { delayMs: 100, jitterMs: 80, overtaking: 2, loss: 1 },
  },
]) {
  test(`RT-11 a way of ${name}`, async ({ open }) => {
    const scene = await open(slow(slowness));
    const { far, joinedMs, begunAnew } = scene;
    await far.waitForTimeout(5_000);
    const heard = await listen(far, 10_000);
    const flows = heard.fps > 5 && heard.concealed < 0.2;
    note(
      `in < ${IN.asked} ms, flows`,
      `in after ${joinedMs} ms; ${inWords(heard)}`,
      joinedMs < IN.asked && flows,
    );
    expect(begunAnew).toEqual([]);
    expect(joinedMs, 'until both see each other').toBeLessThan(IN.ceiling);
    expect(heard.fps).toBeGreaterThan(5);
    expect(heard.concealed).toBeLessThan(0.2);
    // A line that is slow isn't one that is dead; one that was dead comes back all the same.
    await cut(scene, 0);
    holdReturns('longWay', await timeReturn(scene));
  });
}
