/** Two in a call: one on a host whose line can be worn, one beside the server. */
import { type Browser, test as base, chromium, expect, type Page } from '@playwright/test';
import { joinByLink, picture } from '../harness/call.ts';
import { launchOptions } from '../harness/chromium.ts';
import { expectMoving, watchPeers } from '../harness/media.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { createAccount, createRoom } from '../harness/visitor.ts';
import { createHost, type TestHost, whyNoHost } from './host.ts';

export interface Scene {
  readonly host: TestHost;
  readonly server: TestServer;
  /** Behind the line. */
  readonly far: Page;
  /** With a perfect one. */
  readonly near: Page;
}

interface Fixtures {
  /** Opened with both inside, seeing and hearing each other. */
  readonly open: () => Promise<Scene>;
}

export const test = base.extend<Fixtures>({
  open: async ({ browser }, use, info) => {
    const missing = whyNoHost();
    info.skip(missing !== null, missing ?? '');
    const ends: (() => Promise<void>)[] = [];
    await use(async () => {
      const host = await createHost();
      ends.push(host.dispose);
      const server = await startServer({
        web: true,
        env: { HOST: '0.0.0.0', RTC_ANNOUNCED_ADDRESS: host.serverAddress },
      });
      ends.push(server.dispose);
      const { port } = new URL(server.url);
      const url = `http://${host.serverAddress}:${port}`;
      const behind = await chromium.launch({
        ...launchOptions([`--unsafely-treat-insecure-origin-as-secure=${url}`]),
        executablePath: host.chromium,
      });
      ends.push(() => behind.close());
      const { code } = await createRoom(await createAccount(server.url, 'Nora'));
      const near = await enter(browser, `${server.url}/join/${code}`, 'Bruno');
      const far = await enter(behind, `${url}/join/${code}`, 'Alma');
      await expectMoving(picture(far, 'Bruno'), { timeout: 20_000 });
      await expectMoving(picture(near, 'Alma'), { timeout: 20_000 });
      return { host, server, far, near };
    });
    for (const end of ends.reverse()) await end();
  },
});

/** Notes what was reached, for the table of `npm run faults`. */
export function note(asked: string, reached: string): void {
  test.info().annotations.push({ type: 'figure', description: `${asked} | ${reached}` });
}

async function enter(browser: Browser, url: string, name: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB' });
  await watchPeers(context);
  const page = await context.newPage();
  await joinByLink(page, url, name);
  return page;
}

export { expect };
