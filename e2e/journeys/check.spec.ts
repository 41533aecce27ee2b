import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect as base, type Page } from '@playwright/test';
import { startCoturn } from '../../tools/coturn/start.mjs';
import { expectAccessible } from '../harness/axe.ts';
import { layCable } from '../harness/cable.ts';
import { joinByLink, pressBar } from '../harness/call.ts';
import { launchOptions } from '../harness/chromium.ts';
import { freePort } from '../harness/ports.ts';
import { startServer } from '../harness/server.ts';
import { expect, test } from '../harness/test.ts';
import { createAccount, createGuest, createRoom } from '../harness/visitor.ts';

/** A closed way is given eight seconds. */
const patient = base.configure({ timeout: 90_000 });

const step = (page: Page, title: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });

async function check(page: Page, path = '/check'): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: 'Start the check' }).click();
  await patient(page.getByRole('button', { name: 'Check again' })).toBeVisible();
}

test('CHECK-1 a stranger checks device and line, and learns that all is well', async ({
  person,
}) => {
  const { page, context } = await person();
  // The machine is measured, too: one that is busy with another journey is looked at again.
  await expect(async () => {
    await check(page);
    await expect(page.getByText('Ready for a call', { exact: true })).toBeVisible({
      timeout: 1_000,
    });
  }).toPass({ timeout: 180_000 });
  for (const title of ['Browser', 'Camera', 'Live connection']) {
    await expect(step(page, title)).toHaveAttribute('data-tone', 'good');
  }
  // Chromium's test tone is heard as anybody's voice would be.
  await expect(step(page, 'Microphone')).toContainText('It hears you.');
  await expect(step(page, 'Picture and sound, the fast way')).toContainText('Open.');
  await expect(step(page, 'Picture and sound, the second way')).toContainText('Open.');
  await expect(step(page, 'Speed')).toContainText(/To you .* Mbit\/s, from you .* Mbit\/s/);
  await expect(step(page, 'Speed')).toHaveAttribute('data-tone', 'good');
  await step(page, 'Speaker').getByRole('button', { name: 'Play a sound' }).click();
  await page.getByRole('button', { name: 'Yes', exact: true }).click();
  await expect(step(page, 'Speaker')).toContainText('You will hear the others.');
  await expectAccessible(page, 'check, all well');
  expect(await context.cookies()).toEqual([]);
});

test('CHECK-5 where UDP is blocked it is named, with its address and port, and what happens instead', {
  tag: '@long',
}, async ({ playwright, space }) => {
  const profile = await profileWithoutUdp();
  const context = await playwright.chromium.launchPersistentContext(profile, {
    ...launchOptions(),
    baseURL: space.url,
    locale: 'en-GB',
  });
  try {
    const page = await context.newPage();
    await check(page);
    await expect(page.getByText('A call will work')).toBeVisible();
    const udp = step(page, 'Picture and sound, the fast way');
    await expect(udp).toContainText('Blocked.');
    await expect(udp).toContainText('Calls take the second way by themselves.');
    await expect(step(page, 'Picture and sound, the second way')).toContainText('Open.');
    await expect(step(page, 'Speed')).toContainText('Mbit/s');
    const text = page.getByRole('region', { name: 'For whoever runs the network' });
    await expect(text).toContainText(/UDP to [\da-f.:]+, port \d+/);
    await expect(text).not.toContainText('TCP to');
    await text.getByRole('button', { name: 'Copy the text' }).click();
    await expect(page.getByText('Copied')).toBeVisible();
    await expectAccessible(page, 'check, UDP blocked');
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
});

test('CHECK-5 where WebSocket is blocked, the live connection takes its detour and says so', async ({
  space,
  person,
}) => {
  const cable = await layCable(space.url, { refusesWebSocket: true });
  try {
    const { page } = await person({ at: cable.url });
    await check(page);
    const line = step(page, 'Live connection');
    await expect(line).toHaveAttribute('data-tone', 'hint');
    await expect(line).toContainText('Something between you and the server stops WebSocket.');
    await expect(page.getByText(`WebSocket to ${new URL(cable.url).host}`)).toBeVisible();
  } finally {
    await cable.dispose();
  }
});

test('CHECK-8 a guest tries each relay from their room: one that serves, one that refuses, one that is silent', {
  tag: '@long',
}, async ({ person }) => {
  const secret = 'a secret that two servers share';
  const [serves, refuses] = await Promise.all([
    startCoturn({ secret }),
    startCoturn({ secret: 'another secret than the server’s' }),
  ]);
  const silent = `turn:127.0.0.1:${await freePort()}?transport=tcp`;
  const urls = [serves.urls.udp, refuses.urls.udp, silent];
  const space = await startServer({
    web: true,
    env: { TURN_URLS: urls.join(','), TURN_SECRET: secret },
  });
  try {
    const { page } = await person({ at: space.url });
    await check(page);
    await expect(step(page, 'Relay')).toContainText('Only tried for people who are signed in');
    await expectAccessible(page, 'check, relays for others');

    const room = await createRoom(await createAccount(space.url, 'Nora'));
    const as = await createGuest(space.url, room.code, 'Wanda');
    const guest = await person({ at: space.url, as });
    await check(guest.page, `/check?room=${room.id}`);
    const relay = (url: string) => step(guest.page, `Relay ${/[\d.]+:\d+/.exec(url)}`);
    await expect(relay(serves.urls.udp)).toContainText('Open.');
    await expect(relay(refuses.urls.udp)).toContainText('It answers, but doesn’t let you through.');
    await expect(relay(silent)).toContainText('Blocked.');
    await expect(relay(silent)).toContainText('Not needed while another way is open.');
    // Of what is blocked the text for the network's administrator speaks, and of nothing else.
    const text = guest.page.getByRole('region', { name: 'For whoever runs the network' });
    await expect(text).toContainText(/TCP to 127.0.0.1, port \d+/);
    await expect(text).not.toContainText('UDP to');
    await expectAccessible(guest.page, 'check, relays');
  } finally {
    await space.dispose();
    await Promise.all([serves.stop(), refuses.stop()]);
  }
});

test('CHECK-6 OPS-9 a call’s log is switched on by the address, saved, and found again at the server', async ({
  person,
  host,
  space,
}) => {
  const { code } = await createRoom(host);
  const other = await person({ as: host });
  await joinByLink(other.page, `/join/${code}`);
  const { page } = await person();
  const layered = page.waitForEvent('console', (line) => line.text().includes('layers'));
  const routed = page.waitForEvent('console', (line) => line.text().includes('route'));
  await joinByLink(page, `/join/${code}?debug`, 'Wanda Wisp');
  await Promise.all([routed, layered]);
  await pressBar(page, 'More');
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await expect(page.getByRole('switch', { name: 'Keep a log of this call' })).toBeChecked();
  await expectAccessible(page, 'settings of a call with its log');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the log' }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line));
  const said = (what: string) => lines.filter((line) => line.what === what);
  expect(said('request')).toContainEqual(expect.objectContaining({ request: 'call.join' }));
  expect(said('transport')).toContainEqual(expect.objectContaining({ state: 'connected' }));
  expect(said('route')).toContainEqual(expect.objectContaining({ protocol: 'udp' }));
  // Signalling, ICE, DTLS, layers and decisions: each says its part.
  expect(said('event')).toContainEqual(expect.objectContaining({ event: 'call.changed' }));
  expect(said('ICE gathering')).toContainEqual(expect.objectContaining({ state: 'complete' }));
  expect(said('DTLS')).toContainEqual(expect.objectContaining({ state: 'connected' }));
  expect(said('layers')).toContainEqual(
    expect.objectContaining({ sizes: [expect.stringMatching(/^\d+x\d+$/)] }),
  );
  expect(said('call changed')).toContainEqual(
    expect.objectContaining({ type: 'media', source: 'camera', state: 'on' }),
  );
  expect(text).not.toContain('Wanda');
  const callId = String(lines[0]?.callId);
  expect(said('admitted')).toContainEqual(expect.objectContaining({ callId }));
  const server = await readFile(join(space.dataDir, 'server.log'), 'utf8');
  expect(server).toContain(`"callId":"${callId}"`);

  // It stays on in this tab, without the address saying so again, until it is switched off.
  const keeps = page.getByRole('switch', { name: 'Keep a log of this call' });
  const comeBack = async () => {
    await joinByLink(page, `/join/${code}`);
    await pressBar(page, 'More');
    await page.getByRole('menuitem', { name: 'Settings' }).click();
  };
  await comeBack();
  await expect(keeps).toBeChecked();
  await keeps.uncheck();
  await comeBack();
  await expect(keeps).not.toBeChecked();
});

/** A browser whose administrator lets UDP out by a proxy only, which isn't there. */
async function profileWithoutUdp(): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), 'converge-profile-'));
  await mkdir(join(profile, 'Default'));
  const preferences = { webrtc: { ip_handling_policy: 'disable_non_proxied_udp' } };
  await writeFile(join(profile, 'Default/Preferences'), JSON.stringify(preferences));
  return profile;
}
