/** The fixtures of all journeys. Import `test` and `expect` from here. */
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test';
import type { SharedServer } from './global-setup.ts';
import { watchPeers } from './media.ts';
import { startServer, type TestServer } from './server.ts';
import { createVisitor, PASSWORD, type Visitor } from './visitor.ts';
import { type Watch, watchPages } from './watch.ts';

/** Somebody with a browser profile of their own. */
export interface Person {
  readonly context: BrowserContext;
  readonly page: Page;
}

export interface PersonOptions extends BrowserContextOptions {
  /** Whose cookies they have: an account or a guest made without a browser. */
  readonly as?: Visitor;
  /** Another server than the shared one. */
  readonly at?: string;
}

interface Fixtures {
  /** The server all journeys share. */
  readonly space: SharedServer;
  /** Opens a browser profile for somebody; it is closed, and what it saw is judged, at the end. */
  readonly person: (options?: PersonOptions) => Promise<Person>;
  /** The space's admin, with a session of its own: who makes the rooms that a scene needs. */
  readonly host: Visitor;
  /** A server for this journey alone: fresh, and free to be stopped. */
  readonly ownServer: TestServer;
}

export const test = base.extend<Fixtures>({
  // Set by the global setup; the process that only lists journeys doesn't know it.
  space: [JSON.parse(process.env.CONVERGE_E2E ?? '{}') as SharedServer, { option: true }],
  person: async ({ browser, space, contextOptions }, use) => {
    const opened: { context: BrowserContext; watch: Watch }[] = [];
    await use(async ({ as, at = space.url, ...options } = {}) => {
      const context = await browser.newContext({ ...contextOptions, baseURL: at, ...options });
      const cookies = [...(as?.cookies ?? [])];
      await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: at })));
      const watch = await watchPages(context, at);
      await watchPeers(context);
      opened.push({ context, watch });
      return { context, page: await context.newPage() };
    });
    for (const { context } of opened) await context.close();
    expect(opened.flatMap(({ watch }) => watch.faults)).toEqual([]);
  },
  host: async ({ space }, use) => {
    const visitor = createVisitor(space.url);
    await visitor.rest.auth.signIn({ email: space.admin, password: PASSWORD });
    await use(visitor);
  },
  ownServer: async ({ space: _ }, use) => {
    const server = await startServer();
    await use(server);
    await server.dispose();
  },
});

export { expect };
