/** What the tests of bad lines need: programs that make network namespaces and firewalls. */
import { hasApt, installPackages, missingPackages } from './apt.mjs';
import { say } from './progress.mjs';

const PACKAGES = ['nftables', 'iproute2'];

/**
 * Installs them where this process may. Elsewhere it says why it doesn't; the scenes that want
 * them see what is missing by themselves, and are counted as skipped.
 */
export async function ensureNetworkTools() {
  if (process.getuid?.() !== 0) {
    tell('network namespaces need root; scenes on bad lines are skipped');
    return;
  }
  if (!hasApt()) {
    tell(`there is no apt-get to install ${PACKAGES.join(', ')}; scenes are skipped without them`);
    return;
  }
  const missing = await missingPackages(PACKAGES);
  if (missing.length > 0) await installPackages(missing, tell);
}

/** @param {string} text */
const tell = (text) => say('network tools', text);
