/** The relay of the tests: the distribution's coturn. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hasApt, installCommand, installPackages } from '../lib/apt.mjs';
import { say } from '../lib/progress.mjs';

const PACKAGES = ['coturn'];
const PLACES = ['/usr/bin/turnserver', '/usr/local/bin/turnserver', '/opt/homebrew/bin/turnserver'];

/** Under systemd the package starts a relay that is open to the network; that isn't ours to do. */
const wouldServe = () => existsSync('/run/systemd/system');

/** @returns {string | undefined} */
const known = () =>
  [process.env.TURNSERVER_BIN, ...PLACES].find((path) => path !== undefined && existsSync(path));

/**
 * Path of coturn's `turnserver`; installs it where there is none.
 * @returns {Promise<string>}
 * @throws {Error} that says what to install
 */
export async function ensureCoturn() {
  const found = known();
  if (found !== undefined) return found;
  let reason = 'it is installed by itself only on Debian, Ubuntu and their relatives';
  if (hasApt() && wouldServe()) reason = 'on this machine the package would start a server';
  else if (hasApt()) {
    say('coturn', 'installing');
    try {
      await installPackages(PACKAGES, () => {});
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
    const installed = known();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    `no coturn (${reason}). Install it with: ${installCommand(PACKAGES)}\n` +
      'then, under systemd: sudo systemctl disable --now coturn\n' +
      'or set TURNSERVER_BIN to the one that you have.',
  );
}

/** coturn's own client, which comes with it. @param {string} turnserver */
export const clientOf = (turnserver) => join(dirname(turnserver), 'turnutils_uclient');
