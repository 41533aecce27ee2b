/** What the tests of bad lines need: programs that make network namespaces and firewalls. */
import { hasApt, installPackages, missingPackages } from './apt.mjs';
import { say } from './progress.mjs';

const PACKAGES = ['nftables', 'iproute2'];

/**
 * Installs them where this process may; elsewhere the tests that want them say so and are counted
 * as skipped.
 */
export async function ensureNetworkTools() {
  if (process.getuid?.() !== 0 || !hasApt()) return;
  const missing = await missingPackages(PACKAGES);
  if (missing.length > 0) await installPackages(missing, (line) => say('network tools', line));
}
