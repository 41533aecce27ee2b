/** A lock between processes that share a folder, also when one of them was killed. */
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const BEAT_MS = 3_000;
const STALE_MS = 20_000;
const POLL_MS = 400;

const me = () => `${hostname()} ${process.pid}`;

/** Whether the holder is a process of this machine that is gone. @param {string} holder */
function isGone(holder) {
  const [host, pid] = holder.split(' ');
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
}

/**
 * The holder beats by touching the file. A lock is left over when its process is gone or, as
 * containers that share a folder don't see each other's processes, when it no longer beats.
 * @param {string} path
 */
async function isLeftOver(path) {
  try {
    const [{ mtimeMs }, holder] = await Promise.all([stat(path), readFile(path, 'utf8')]);
    return Date.now() - mtimeMs > STALE_MS || (holder !== '' && isGone(holder));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return false;
    throw error;
  }
}

/** @param {string} path */
async function tryTake(path) {
  try {
    await writeFile(path, me(), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Does the work while nobody else who asks for the same path does theirs.
 * @template T
 * @param {string} path file that stands for the lock; its folder is made when missing
 * @param {{limitMs: number, onWait?: () => void}} options how long to wait for others, and what
 *   to do once when it turns out that one must
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {Error} when the lock is not free within the limit
 */
export async function withLock(path, { limitMs, onWait }, work) {
  await mkdir(dirname(path), { recursive: true });
  const deadline = Date.now() + limitMs;
  let waited = false;
  while (!(await tryTake(path))) {
    if (await isLeftOver(path)) {
      await rm(path, { force: true });
      continue;
    }
    if (Date.now() > deadline) throw new Error(`another process holds ${path}; remove it if not`);
    if (!waited) onWait?.();
    waited = true;
    await pause(POLL_MS);
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch((error) => console.error(`lock ${path}: ${error.message}`));
  }, BEAT_MS);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(path, { force: true });
  }
}
