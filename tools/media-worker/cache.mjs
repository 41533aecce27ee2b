/**
 * Where worker binaries live: outside the checkout, so that a fresh clone need not build again.
 * The key holds the version, since a worker of another one than mediasoup's JavaScript fails
 * silently, the C library, since a home folder may be shared by several systems, and what is
 * mended here (`overlay/`), so that those got before another mending stay apart.
 */
import { createHash } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access, mkdir, readdir, realpath, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { cLibrary } from '../lib/platform.mjs';
import { inRoot } from '../lib/root.mjs';
import { overlayHash } from './mended.mjs';

/** The user's cache folder (XDG Base Directory Specification), else one in the checkout. */
async function cacheRoot() {
  const given = process.env.XDG_CACHE_HOME;
  const base = given && isAbsolute(given) ? given : join(homedir(), '.cache');
  const folder = join(base, 'converge', 'media-worker');
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return folder;
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM') throw error;
    return inRoot('.cache', 'media-worker');
  }
}

/** @param {string} version of mediasoup */
const systemKey = (version) =>
  [version, process.platform, process.arch, cLibrary()].filter(Boolean).join('-');

/**
 * The folder for binaries of this version on this system.
 * @param {string} version of mediasoup
 * @returns {Promise<string>}
 */
export async function binaryFolder(version) {
  return join(await cacheRoot(), `${systemKey(version)}-${overlayHash().slice(0, 8)}`);
}

/**
 * Folders with binaries of this version for this system in which something else was mended.
 * @param {string} version of mediasoup
 * @returns {Promise<string[]>}
 */
export async function otherFolders(version) {
  const root = await cacheRoot();
  const own = basename(await binaryFolder(version));
  const key = systemKey(version);
  return (await readdir(root))
    .filter((name) => name !== own && (name === key || name.startsWith(`${key}-`)))
    .map((name) => join(root, name));
}

/**
 * The mark that says that exactly this file has passed the self-test.
 * @param {string} binary
 * @param {string} version of mediasoup that it was tested with
 */
async function mark(binary, version) {
  const path = await realpath(binary);
  const { size, mtimeMs } = await stat(path);
  const name = createHash('sha256').update(`${path} ${size} ${mtimeMs} ${version}`).digest('hex');
  return join(await cacheRoot(), 'tested', name.slice(0, 32));
}

/** @param {string} binary @param {string} version */
export const isTested = async (binary, version) => existsSync(await mark(binary, version));

/** @param {string} binary @param {string} version */
export async function rememberTested(binary, version) {
  const path = await mark(binary, version);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, '');
}
