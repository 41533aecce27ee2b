/** Two in a call: one on a host whose line can be worn, one beside the server. */
import {
  type Browser,
  type BrowserContext,
  test as base,
  chromium,
  expect,
  type Page,
} from '@playwright/test';
import { joinByLink, picture } from '../harness/call.ts';
import { launchOptions } from '../harness/chromium.ts';
import { expectMoving, watchPeers } from '../harness/media.ts';
import { freePort } from '../harness/ports.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { createAccount, createRoom } from '../harness/visitor.ts';
import { createCourse, noted } from './course.ts';
import { annotate, verdict } from './figures.ts';
import { createHost, type TestHost, whyNoHost } from './host.ts';
import { type MakeWay, straight } from './ways.ts';

export interface Scene {
  readonly host: TestHost;
  readonly server: TestServer;
  /** Where the server has its media. */
  readonly mediaPort: number;
  /** Behind the line. */
  readonly far: Page;
  /** With a perfect one. */
  readonly near: Page;
  /** From opening the page at the far end to moving pictures at both. */
  readonly joinedMs: number;
  /** What the pages have begun anew since `open`, by their own logs: lines and paths. */
  readonly begunAnew: readonly string[];
}

interface Fixtures {
  /** Opened with both inside, seeing and hearing each other; `direct`: not through the server alone. */
  readonly open: (way?: MakeWay, how?: { readonly direct: boolean }) => Promise<Scene>;
}

export const test = base.extend<Fixtures>({
  open: async ({ browser }, use, info) => {
    const missing = whyNoHost();
    info.skip(missing !== null, missing ?? '');
    const ends: (() => Promise<void>)[] = [];
    const course = createCourse();
    let serverLog: string | null = null;
    await use(async (makeWay = straight, { direct } = { direct: false }) => {
      const host = noted(await createHost(), course);
      ends.push(host.dispose);
      const way = await makeWay(host);
      ends.push(way.dispose);
      const env = {
        HOST: '0.0.0.0',
        RTC_PORT: String(await freePort()),
        DIRECT_CALLS: direct ? 'on' : 'off',
        // For the course, where the scene fails.
        LOG_LEVEL: 'debug',
        ...way.env,
      };
      const server = await startServer({ web: true, env });
      ends.push(server.dispose);
      serverLog = server.logFile;
      const url = await way.lay(server);
      const behind = await chromium.launch({
        ...launchOptions([
          `--unsafely-treat-insecure-origin-as-secure=${url}`,
          '--ignore-certificate-errors',
        ]),
        executablePath: host.chromium,
      });
      ends.push(() => behind.close());
      const { code } = await createRoom(await createAccount(server.url, 'Nora'));
      const enter = async (by: Browser, at: string, name: string) => {
        const context = await openContext(by);
        // Left open, a call goes on in it beside all scenes to come, and takes their machine.
        ends.push(() => context.close());
        const page = await context.newPage();
        course.follow(page, name);
        const clicked = performance.now();
        await joinByLink(page, `${at}/join/${code}`, name);
        return { page, clicked };
      };
      const { page: near } = await enter(browser, server.url, 'Bruno');
      const { page: far, clicked } = await enter(behind, url, 'Alma');
      await expectMoving(picture(far, 'Bruno'), { timeout: 30_000 });
      await expectMoving(picture(near, 'Alma'), { timeout: 30_000 });
      const joinedMs = Math.round(performance.now() - clicked);
      course.note('both are inside');
      const begunAnew: string[] = [];
      for (const page of [near, far]) {
        page.on('console', (line) => {
          if (/ICE restart|another line|line lost/.test(line.text())) begunAnew.push(line.text());
        });
      }
      return { host, server, mediaPort: Number(env.RTC_PORT), far, near, joinedMs, begunAnew };
    });
    course.stop();
    const failed = info.status !== info.expectedStatus;
    if (failed || process.env.CONVERGE_COURSE === 'all') {
      console.log(`\nThe course of "${info.title}":\n${await course.tell(serverLog)}\n`);
    }
    for (const end of ends.reverse()) await end();
  },
});

/** Notes what was reached, for the table of `npm run faults`; `held`: that is as much as is asked. */
export function note(asked: string, reached: string, held: boolean): void {
  test.info().annotations.push(annotate.figure({ asked, reached, verdict: verdict(held) }));
}

/** A browser profile whose calls write their log, and whose counters can be read. */
async function openContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'en-GB' });
  await watchPeers(context);
  await context.addInitScript(() => sessionStorage.setItem('converge.debug', 'on'));
  return context;
}

export { expect };
