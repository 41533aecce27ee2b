/** Two people speak directly, a third comes and goes, and nobody hears it. */
import type { Locator, Page } from '@playwright/test';
import { startCoturn } from '../../tools/coturn/start.mjs';
import { joinByLink, openPanel, picture, pressBar } from '../harness/call.ts';
import { beginMeasuring, gaps, humming, perceive } from '../harness/continuity.ts';
import { expectMoving, expectNoSound, expectSound, routes } from '../harness/media.ts';
import { startServer } from '../harness/server.ts';
import { expect, type Person, type PersonOptions, test } from '../harness/test.ts';
import { createAccount, createRoom } from '../harness/visitor.ts';

const DIRECT = /^Directly to the other person · /;
const SERVER = /^Through the server · /;

/**
 * So much longer than the machine's own gaps, one would notice it. Only a machine that
 * has nothing else to do can show that (`CONVERGE_QUIET=1`); in the midst of other
 * journeys it is held that nobody has to come back.
 */
const UNNOTICED_MS = process.env.CONVERGE_QUIET ? 300 : 4_000;
/** For so long it is measured what gaps there are where nothing changes. */
const CONTROL_MS = 5_000;

async function openConnection(page: Page): Promise<Locator> {
  await page.keyboard.press('i');
  const panel = page.getByRole('complementary', { name: 'Connection' });
  await expect(panel).toBeVisible();
  return panel;
}

/** By what the panel says, which is measured at the connection that carries the media. */
const expectRoute = (panel: Locator, route: RegExp): Promise<void> =>
  expect(panel.getByText(route)).toBeVisible({ timeout: 60_000 });

/** How many connections to other people are open; those to the server are two. */
const directConnections = (page: Page): Promise<number> =>
  page.evaluate(
    () => window.e2ePeers.filter(({ connectionState }) => connectionState !== 'closed').length - 2,
  );

/** Opens the settings in the call, and changes the switch. */
async function hideAddress(page: Page): Promise<void> {
  await pressBar(page, 'More');
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  const keep = page.getByRole('switch', { name: /Keep my address from the other person/ });
  await expect(page.getByText(/Whoever leads the room still sees your address/)).toBeVisible();
  await keep.check();
  await page.keyboard.press('Escape');
}

/** Nobody heard or saw it: no gap is longer than those that a busy machine makes by itself. */
async function expectUnnoticed(pages: readonly Page[], what: string): Promise<void> {
  const changing = await Promise.all(pages.map(gaps));
  for (const page of pages) await beginMeasuring(page);
  await pages[0]?.waitForTimeout(CONTROL_MS);
  const control = await Promise.all(pages.map(gaps));
  changing.forEach(({ silence, still }, at) => {
    const busy = control[at] ?? { silence: 0, still: 0 };
    expect(silence, `silence, ${what}`).toBeLessThan(UNNOTICED_MS + busy.silence);
    expect(still, `still pictures, ${what}`).toBeLessThan(UNNOTICED_MS + busy.still);
  });
}

type Opening = (options?: PersonOptions) => Promise<Person>;

/** Two in a call, who see each other and have their connection's panel open. */
async function two(person: Opening, path: string, options: PersonOptions = {}) {
  const open = async (name: string) => {
    const one = await person(options);
    await humming(one.context);
    await perceive(one.context);
    await joinByLink(one.page, path, name);
    return one;
  };
  const alma = await open('Alma');
  const bruno = await open('Bruno');
  await expectMoving(picture(alma.page, 'Bruno'));
  await expectMoving(picture(bruno.page, 'Alma'));
  const panels = [await openConnection(alma.page), await openConnection(bruno.page)];
  return { alma, bruno, pages: [alma.page, bruno.page], panels };
}

test('P2P-1 P2P-2 P2P-4 P2P-9 two speak directly, a third moves them to the server and back, and no gap is heard or seen', async ({
  person,
  host,
}) => {
  const { code } = await createRoom(host);
  const path = `/join/${code}`;
  const { alma, pages, panels } = await two(person, path);
  const unnoticed = (what: string) => expectUnnoticed(pages, what);

  for (const page of pages) await beginMeasuring(page);
  for (const panel of panels) await expectRoute(panel, DIRECT);
  await unnoticed('to each other');

  const carla = await person();
  await carla.context.addInitScript(() => localStorage.setItem('converge.joinWith', 'microphone'));
  for (const page of pages) await beginMeasuring(page);
  await joinByLink(carla.page, path, 'Carla');
  await expectMoving(picture(carla.page, 'Bruno'));
  for (const panel of panels) await expectRoute(panel, SERVER);
  // Until what was is let go: only then a gap would show.
  await expect.poll(() => directConnections(alma.page), { timeout: 60_000 }).toBe(0);
  await unnoticed('to the server');

  for (const page of pages) await beginMeasuring(page);
  await pressBar(carla.page, 'Leave the call');
  for (const panel of panels) await expectRoute(panel, DIRECT);
  await unnoticed('to each other again');
});

test('P2P-6 who keeps their address from the other is back at the server at once, and stays there', {
  tag: '@long',
}, async ({ person, host }) => {
  const { code } = await createRoom(host);
  const { alma, bruno, pages, panels } = await two(person, `/join/${code}`);
  for (const panel of panels) await expectRoute(panel, DIRECT);
  await hideAddress(bruno.page);
  for (const panel of panels) await expectRoute(panel, SERVER);
  for (const page of pages) {
    await expect.poll(() => directConnections(page), { timeout: 60_000 }).toBe(0);
  }
  await expectMoving(picture(alma.page, 'Bruno'));
  await expectSound(alma.page);

  // The next time no connection is even begun: the other one is offered none.
  await bruno.page.goto(`/join/${code}`);
  await bruno.page.getByRole('button', { name: 'Settings' }).click();
  await expect(
    bruno.page.getByRole('switch', { name: /Keep my address from the other person/ }),
  ).toBeChecked();
});

test('P2P-7 who is muted by somebody else isn’t heard, and is held by the server', async ({
  person,
  host,
}) => {
  const { code } = await createRoom(host);
  const lead = await person({ as: host });
  await joinByLink(lead.page, `/join/${code}`);
  const bruno = await person();
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await expectMoving(picture(lead.page, 'Bruno'));
  const panel = await openConnection(bruno.page);
  await expectRoute(panel, DIRECT);
  await expectSound(lead.page);

  const people = await openPanel(lead.page, 'People');
  await people.getByRole('button', { name: 'More for Bruno' }).click();
  await lead.page.getByRole('menuitem', { name: 'Mute', exact: true }).click();
  await expectRoute(panel, SERVER);
  await expect.poll(() => directConnections(lead.page), { timeout: 60_000 }).toBe(0);
  await expectNoSound(lead.page);
  await expectMoving(picture(lead.page, 'Bruno'));
});

test('P2P-5 where no way is found between two, the call goes on through the server', {
  tag: '@long',
}, async ({ person, host }) => {
  const { code } = await createRoom(host);
  // Of people one learns the address by signals; the server's is in its answer.
  const unreachable: Opening = async (options) => {
    const one = await person(options);
    await one.context.addInitScript(() => {
      RTCPeerConnection.prototype.addIceCandidate = async () => {};
    });
    return one;
  };
  const { alma, pages, panels } = await two(unreachable, `/join/${code}`);
  await expect.poll(() => directConnections(alma.page), { timeout: 60_000 }).toBe(1);
  for (const page of pages) await beginMeasuring(page);
  await expect.poll(() => directConnections(alma.page), { timeout: 60_000 }).toBe(0);
  for (const panel of panels) await expectRoute(panel, SERVER);
  await expectUnnoticed(pages, 'nobody was found');
});

test('P2P-10 through a relay alone, two still speak directly', { tag: '@long' }, async ({
  person,
}) => {
  const secret = 'a secret that two servers share';
  const relay = await startCoturn({ secret });
  try {
    const server = await startServer({
      web: true,
      env: { TURN_URLS: relay.urls.udp, TURN_SECRET: secret },
    });
    try {
      const { code } = await createRoom(await createAccount(server.url, 'Nora'));
      const relayed: Opening = async (options) => {
        const one = await person(options);
        await one.context.addInitScript(() => localStorage.setItem('converge.relayOnly', 'yes'));
        return one;
      };
      const { alma, bruno, panels } = await two(relayed, `/join/${code}`, { at: server.url });
      for (const panel of panels) {
        await expectRoute(panel, /^Directly to the other person · relay \(UDP\)$/);
      }
      for (const { page } of [alma, bruno]) {
        expect((await routes(page)).map(({ local }) => local)).toEqual(['relay', 'relay', 'relay']);
      }
      await expectMoving(picture(alma.page, 'Bruno'));
      await expectMoving(picture(bruno.page, 'Alma'));
    } finally {
      await server.dispose();
    }
  } finally {
    await relay.stop();
  }
});
