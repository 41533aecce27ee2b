/**
 * The browser that journeys and benchmarks use: the distribution's Chromium
 * where there is one, otherwise the one that Playwright installed.
 */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type LaunchOptions } from '@playwright/test';

/**
 * Microphones and cameras are Chromium's own test tone and test picture; nobody is asked.
 * Of three cameras the second shows depths in black, and the third is as good as the first.
 */
const FAKE_DEVICES = [
  '--use-fake-device-for-media-stream=device-count=3',
  '--use-fake-ui-for-media-stream',
];

const QUIET = [
  '--autoplay-policy=no-user-gesture-required',
  // Without a network card, WebRTC would find no address to speak from.
  '--allow-loopback-in-peer-connection',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  // Two windows of one test are both "in front": none may be slowed down for being covered.
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
];

/** What `chromium.launch` needs here. */
export function launchOptions(extra: readonly string[] = []): LaunchOptions {
  const executablePath = chromiumPath();
  return {
    ...(executablePath === undefined ? {} : { executablePath }),
    // Chromium refuses its own sandbox to root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...FAKE_DEVICES, ...QUIET, ...extra],
  };
}

/** CHROMIUM_PATH, else the distribution's; undefined: Playwright's own. */
function chromiumPath(): string | undefined {
  const given = process.env.CHROMIUM_PATH;
  if (given) return given;
  return ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));
}

/** Starts a browser with nothing in it. */
export const launchBrowser = (extra?: readonly string[]): Promise<Browser> =>
  chromium.launch(launchOptions(extra));
