/** Calls through a real relay (coturn), as behind a firewall that lets nothing else through. */
import { startCoturn } from '../../tools/coturn/start.mjs';
import { callBar, joinByLink, picture, pressBar } from '../harness/call.ts';
import { launchOptions } from '../harness/chromium.ts';
import { expectMoving, expectRoutes, expectSound, routes } from '../harness/media.ts';
import { freePort } from '../harness/ports.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { expect, test } from '../harness/test.ts';
import { throughServer } from '../harness/through-server.ts';
import { createAccount, createRoom } from '../harness/visitor.ts';

// The relay's certificate is its own; this holds for TURN over TLS too.
test.use({ launchOptions: launchOptions(['--ignore-certificate-errors']) });

const secret = 'a secret that two servers share';
const always = 'Always through the relay';

/** A server that knows these relays, and a room on it. */
async function spaceWith(urls: readonly string[], key = secret) {
  const server = await startServer({
    web: true,
    env: { SPACE_NAME: 'Riverside', TURN_URLS: urls.join(','), TURN_SECRET: key },
  });
  const { code } = await createRoom(await createAccount(server.url, 'Nora'));
  return { server, path: `/join/${code}` };
}

/** Runs `story` with a relay and a space, and ends both. */
async function withRelay(
  open: (relay: Awaited<ReturnType<typeof startCoturn>>) => ReturnType<typeof spaceWith>,
  story: (space: { readonly server: TestServer; readonly path: string }) => Promise<void>,
): Promise<void> {
  const relay = await startCoturn({ secret });
  try {
    const space = await open(relay);
    try {
      await story(space);
    } finally {
      await space.server.dispose();
    }
  } finally {
    await relay.stop();
  }
}

for (const way of ['udp', 'tcp', 'tls'] as const) {
  // The other ways are seen with the faults.
  const tag = way === 'udp' ? [] : ['@long'];
  test(`NET-4 two people see and hear each other through the relay alone, by ${way}`, {
    tag,
  }, async ({ person }) => {
    await withRelay(
      (relay) => spaceWith([relay.urls[way]]),
      async ({ server, path }) => {
        const alma = await person({ at: server.url });
        await throughServer(alma.context);
        await alma.page.goto(path);
        await alma.page.getByRole('button', { name: 'Settings' }).click();
        await alma.page.getByRole('switch', { name: always }).check();
        await joinByLink(alma.page, path, 'Alma');

        const bruno = await person({ at: server.url });
        await joinByLink(bruno.page, path, 'Bruno');
        await expectMoving(picture(bruno.page, 'Alma'));
        expect((await routes(bruno.page)).map(({ local }) => local)).not.toContain('relay');
        // In the running call, which goes on.
        await pressBar(bruno.page, 'More');
        await bruno.page.getByRole('menuitem', { name: 'Settings' }).click();
        await bruno.page.getByRole('switch', { name: always }).check();
        await bruno.page.keyboard.press('Escape');

        for (const [me, other] of [
          [alma, 'Bruno'],
          [bruno, 'Alma'],
        ] as const) {
          await expectRoutes(me.page, { local: 'relay', relayProtocol: way });
          await expectMoving(picture(me.page, other));
          await expectSound(me.page);
        }
      },
    );
  });
}

test('NET-6 a relay that refuses is named in words, and one can go without it', async ({
  person,
}) => {
  await withRelay(
    (relay) => spaceWith([relay.urls.udp, relay.urls.tcp], 'another secret than the relay’s'),
    async ({ server, path }) => {
      const bruno = await person({ at: server.url });
      await joinByLink(bruno.page, path, 'Bruno');
      const alma = await person({ at: server.url });
      await throughServer(alma.context);
      await alma.context.addInitScript(() => localStorage.setItem('converge.relayOnly', 'yes'));
      await joinByLink(alma.page, path, 'Alma');
      const notice = alma.page.getByRole('alert').filter({ hasText: 'The relay' });
      await expect(notice).toContainText('The relay doesn’t let this call through');
      await notice.getByRole('button', { name: 'Go without the relay' }).click();
      await expect(notice).toHaveCount(0);
      await expectMoving(picture(alma.page, 'Bruno'));
      await expectMoving(picture(bruno.page, 'Alma'));
      await expect(callBar(alma.page)).toBeVisible();
    },
  );
});

test('NET-6 a relay that doesn’t answer is named too, and used as soon as it does', {
  tag: '@long',
}, async ({ person }) => {
  const port = await freePort();
  const { server, path } = await spaceWith([`turn:127.0.0.1:${port}?transport=tcp`]);
  try {
    const bruno = await person({ at: server.url });
    await joinByLink(bruno.page, path, 'Bruno');
    const alma = await person({ at: server.url });
    await throughServer(alma.context);
    await alma.context.addInitScript(() => localStorage.setItem('converge.relayOnly', 'yes'));
    await joinByLink(alma.page, path, 'Alma');
    const notice = alma.page.getByRole('alert').filter({ hasText: 'The relay can’t be reached' });
    await expect(notice).toBeVisible();

    const relay = await startCoturn({ secret, port });
    try {
      await expect(notice).toHaveCount(0, { timeout: 60_000 });
      await expectMoving(picture(alma.page, 'Bruno'));
      await expectMoving(picture(bruno.page, 'Alma'));
      await expectRoutes(alma.page, { local: 'relay', relayProtocol: 'tcp' });
    } finally {
      await relay.stop();
    }
  } finally {
    await server.dispose();
  }
});
