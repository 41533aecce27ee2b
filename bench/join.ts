/**
 * `npm run bench -- join [rounds]`
 *
 * How long from the click on Join to the first decoded picture of the other
 * one, and from the navigation to a Join button that works, while nothing else
 * goes on and while the other one sends beside it on the same machine; for the
 * product and, in turn within the same run, for a bare page with mediasoup-client.
 */

import { launchBrowser } from '@converge/e2e/harness/chromium';
import type { Browser, Page } from '@playwright/test';
import { type Marks, untilMark, untilSending, watchJoin } from './lib/first-frame.ts';
import { floorSide, productSide, type Side } from './lib/join-sides.ts';
import { Report } from './lib/report.ts';
import { type Summary, summarize } from './lib/stats.ts';

const ROUNDS = Number(process.argv[2] ?? 20);

/** How long one looks into the mirror; for both sides the same. */
const LOOK_MS = 1_500;

interface Measured {
  readonly alone: number[];
  readonly usable: number[];
  readonly frame: number[];
}

/** Opens a page as a new visitor (nothing cached), and comes as far as a click on Join. */
async function arrive(browser: Browser, side: Side, url: string, name: string) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  await watchJoin(context);
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'commit' });
  const { usable = Number.NaN } = await untilMark(page, 'usable');
  await side.prepare(page, name);
  // One writes a name and looks into the mirror before one joins: the devices are ready in
  // both, and what a page fetches and compiles meanwhile is not a part of joining.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('video')].some(({ videoWidth }) => videoWidth > 0),
  );
  await page.waitForTimeout(LOOK_MS);
  return { context, page, usable };
}

/** How soon a new visitor could join, on a machine with nothing else to do. */
async function visit(browser: Browser, side: Side): Promise<number> {
  const url = await side.nextRoom();
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  await watchJoin(context);
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'commit' });
  const { usable = Number.NaN } = await untilMark(page, 'usable');
  await context.close();
  return usable;
}

const clickJoin = (page: Page) => page.getByRole('button', { name: /^join/i }).click();

/** One meeting of two: B is inside and sends; A is the one who is measured. */
async function round(browser: Browser, side: Side): Promise<{ usable: number; frame: number }> {
  const url = await side.nextRoom();
  const b = await arrive(browser, side, url, 'Bruno');
  await clickJoin(b.page);
  await untilSending(b.page);
  const a = await arrive(browser, side, url, 'Alma');
  await clickJoin(a.page);
  const marks: Marks = await untilMark(a.page, 'frame');
  // Both directions must work, or the round says nothing.
  await untilMark(b.page, 'frame');
  await Promise.all([a.context.close(), b.context.close()]);
  return { usable: a.usable, frame: (marks.frame ?? Number.NaN) - (marks.click ?? Number.NaN) };
}

const report = new Report('join');
const sides: Side[] = [await floorSide(), await productSide()];
const browser = await launchBrowser();
const measured = new Map<Side, Measured>(
  sides.map((side) => [side, { alone: [], usable: [], frame: [] }]),
);
try {
  for (const side of sides) await round(browser, side); // warms caches of disk and JIT
  for (let i = 0; i < ROUNDS; i++) {
    for (const side of sides) measured.get(side)?.alone.push(await visit(browser, side));
  }
  for (let i = 0; i < ROUNDS; i++) {
    for (const side of sides) {
      const { usable, frame } = await round(browser, side);
      measured.get(side)?.usable.push(usable);
      measured.get(side)?.frame.push(frame);
    }
    process.stderr.write(`\rround ${i + 1} of ${ROUNDS}`);
  }
} finally {
  await browser.close();
  for (const side of sides) await side.stop();
}

const results = sides.map((side) => ({
  name: side.name,
  frame: summarize(measured.get(side)?.frame ?? []),
  alone: summarize(measured.get(side)?.alone ?? []),
  usable: summarize(measured.get(side)?.usable ?? []),
}));
const rows = (pick: (result: (typeof results)[number]) => Summary) =>
  results.map((result) => {
    const { p50, p95, min, max } = pick(result);
    return [result.name, Math.round(min), Math.round(p50), Math.round(p95), Math.round(max)];
  });
const columns = ['', 'min ms', 'p50 ms', 'p95 ms', 'max ms'];
const title = (what: string) => `${what}, ${ROUNDS} rounds each, in turn`;
report.table({
  title: title(
    `Click on Join to the first decoded remote frame, ${LOOK_MS / 1_000} s after coming`,
  ),
  columns,
  rows: rows((r) => r.frame),
});
report.table({
  title: title('Navigation (nothing cached) to a usable Join button'),
  columns,
  rows: rows((r) => r.alone),
});
report.table({
  title: title('The same while somebody sends beside it'),
  columns,
  rows: rows((r) => r.usable),
});
const [floor, product] = results;
if (floor && product) {
  const ratio = product.frame.p95 / floor.frame.p95;
  report.verdict('join p95 against the floor', '≤ 1.5', ratio.toFixed(2), ratio <= 1.5);
  for (const [when, { p95 }] of [
    ['usable Join button p95', product.alone],
    ['… while somebody sends beside it', product.usable],
  ] as const) {
    report.verdict(when, '< 500 ms', `${Math.round(p95)} ms`, p95 < 500);
  }
}
report.save(Object.fromEntries(sides.map((side) => [side.name, measured.get(side)])));
