/** Packages of Debian, Ubuntu and their relatives. */
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { mustRun, run } from './run.mjs';

const INSTALL_LIMIT_MS = 10 * 60_000;
const UPDATE_LIMIT_MS = 5 * 60_000;
/** Between two tries: a mirror that was just busy isn't so for long. */
const PAUSE_MS = 10_000;

/** Waits for another apt for a while, and never for a server that does not answer. */
const PATIENCE = [
  ['-o', 'DPkg::Lock::Timeout=120'],
  ['-o', 'Acquire::Retries=2'],
  ['-o', 'Acquire::http::Timeout=20'],
  ['-o', 'Acquire::https::Timeout=20'],
].flat();

export const hasApt = () => existsSync('/usr/bin/apt-get');

/** How to become root without a question: nothing to add, sudo, or not at all. */
async function privilege() {
  if (process.getuid?.() === 0) return [];
  try {
    const { code } = await run('sudo', ['-n', 'true'], { limitMs: 5_000 });
    return code === 0 ? ['sudo', '-n'] : undefined;
  } catch {
    return undefined; // no sudo on this machine
  }
}

/**
 * Those of the packages that are not installed.
 * @param {readonly string[]} packages
 * @returns {Promise<string[]>}
 */
export async function missingPackages(packages) {
  const format = '$' + '{Package} $' + '{db:Status-Status}\n';
  const { output } = await run('dpkg-query', ['-W', '-f', format, ...packages], {
    limitMs: 20_000,
  });
  const installed = new Set(
    output.filter((line) => line.endsWith(' installed')).map((line) => line.split(' ')[0]),
  );
  return packages.filter((name) => !installed.has(name));
}

/** What to type where this process may not. @param {readonly string[]} packages */
export const installCommand = (packages) =>
  `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`;

/**
 * Installs packages, as root or by a sudo that asks no password.
 * @param {readonly string[]} packages
 * @param {(line: string) => void} onLine
 * @throws {Error} with the command to type when this process may not install
 */
export async function installPackages(packages, onLine) {
  const prefix = await privilege();
  if (prefix === undefined) {
    throw new Error(`packages are missing; install them with: ${installCommand(packages)}`);
  }
  /** @param {string[]} args @param {number} limitMs */
  const apt = (args, limitMs) => {
    const [command = 'env', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive'];
    return mustRun(command, [...rest, 'apt-get', '-q', ...PATIENCE, ...args], { limitMs, onLine });
  };
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  const refreshed = async () => {
    await apt(['update'], UPDATE_LIMIT_MS);
    await apt(install, INSTALL_LIMIT_MS);
  };
  try {
    await apt(install, INSTALL_LIMIT_MS);
  } catch {
    // A fresh container has no package lists, an old machine stale ones: both fail like this.
    try {
      await refreshed();
    } catch {
      await pause(PAUSE_MS);
      await refreshed();
    }
  }
}
