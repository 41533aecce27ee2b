/** The browser of the journeys: the distribution's Chromium where there is one, else Playwright's. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { hasApt, installCommand, installPackages } from './apt.mjs';
import { say } from './progress.mjs';
import { inRoot } from './root.mjs';
import { run } from './run.mjs';
import { NODE } from './runtime.mjs';

const PACKAGES = ['chromium', 'fonts-liberation', 'fonts-noto-color-emoji'];
const DISTRIBUTIONS = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];
const DOWNLOAD_LIMIT_MS = 10 * 60_000;

const e2eRequire = createRequire(inRoot('e2e/package.json'));

/** Whether it starts at all: some of these paths are stubs that ask for another package manager. */
async function starts(/** @type {string} */ path) {
  if (!existsSync(path)) return false;
  const { code } = await run(path, ['--version'], { limitMs: 60_000 });
  return code === 0;
}

/** @param {readonly (string | undefined)[]} paths */
async function firstThatStarts(paths) {
  for (const path of paths) {
    if (path !== undefined && (await starts(path))) return path;
  }
  return undefined;
}

/** Where Playwright puts the browser that it downloads. @returns {string} */
const playwrightPath = () => e2eRequire('@playwright/test').chromium.executablePath();

/** Ubuntu's package of that name is a stub for snap, which no container has. */
function isDebian() {
  if (!hasApt() || !existsSync('/etc/os-release')) return false;
  return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

async function download() {
  const cli = e2eRequire.resolve('@playwright/test/cli');
  const isRoot = process.getuid?.() === 0;
  const args = ['install', ...(isRoot && hasApt() ? ['--with-deps'] : []), 'chromium'];
  const { code } = await run(NODE, [cli, ...args], {
    limitMs: DOWNLOAD_LIMIT_MS,
    onLine: (line) => say('chromium', line),
  });
  if (code !== 0) throw new Error('Playwright could not install its Chromium');
}

/**
 * Path of a Chromium that starts; installs one when there is none.
 * @returns {Promise<string>}
 * @throws {Error} that says what to install
 */
export async function ensureChromium() {
  const known = () =>
    firstThatStarts([process.env.CHROMIUM_PATH, ...DISTRIBUTIONS, playwrightPath()]);
  const found = await known();
  if (found !== undefined) return found;
  const attempts = isDebian() ? [() => installPackages(PACKAGES, () => {}), download] : [download];
  const reasons = [];
  for (const attempt of attempts) {
    say('chromium', 'installing');
    try {
      await attempt();
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
    const installed = await known();
    if (installed !== undefined) return installed;
  }
  const command = isDebian() ? installCommand(PACKAGES) : 'npx playwright install chromium';
  throw new Error(
    `no Chromium (${reasons.join('; ')}). Install one with: ${command}\n` +
      'or set CHROMIUM_PATH to the one that you have.',
  );
}
