/**
 * Gets mediasoup's worker onto this machine, by the first way that works:
 *
 *   node tools/media-worker/ensure.mjs            what is there, else the first way that works
 *   node tools/media-worker/ensure.mjs --build    built here, with what is mended in `overlay/`
 *
 * prints its path as the last line of stdout; progress goes to stderr. Nothing here waits without
 * a limit, and nothing is called good that has not passed the self-test.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from '../lib/lock.mjs';
import { say } from '../lib/progress.mjs';
import { CommandError } from '../lib/run.mjs';
import { binaryFolder, otherFolders } from './cache.mjs';
import { prove } from './check.mjs';
import { buildWithDistribution } from './distro-build.mjs';
import { mediasoupRelease } from './mediasoup.mjs';
import { fetchPrebuilt } from './prebuilt.mjs';
import { buildLikeUpstream } from './upstream-build.mjs';

const NAME = 'mediasoup-worker';
const ATTEMPT = 'attempt-';

/** Longer than all ways together may take, for who waits while another process goes them. */
const LOCK_LIMIT_MS = 120 * 60_000;

const OWN_BUILD = { title: "build with the distribution's packages", make: buildWithDistribution };
const WAYS = [
  { title: "upstream's prebuilt", make: fetchPrebuilt },
  OWN_BUILD,
  { title: "upstream's own build", make: buildLikeUpstream },
];

const tell = (/** @type {string} */ text) => say('media worker', text);

/** @param {unknown} error */
const reasonOf = (error) =>
  [error instanceof Error ? error.message : String(error)]
    .concat(error instanceof CommandError ? error.tail.map((line) => `    ${line}`) : [])
    .join('\n');

/** @param {string} binary @param {string} version */
async function works(binary, version) {
  if (!existsSync(binary)) return false;
  try {
    await prove(binary, version);
    return true;
  } catch (error) {
    tell(reasonOf(error));
    return false;
  }
}

/**
 * One of the same version that was got before something else was mended. An update must not keep
 * a server waiting for minutes, so it is used until somebody has another built.
 * @param {string} version
 */
async function earlierOne(version) {
  for (const folder of await otherFolders(version)) {
    const earlier = join(folder, NAME);
    if (await works(earlier, version)) return earlier;
  }
  return undefined;
}

/**
 * Goes the ways one after the other and puts what came of it into the cache.
 * @param {string} folder @param {string} version @param {typeof WAYS} ways
 */
async function provide(folder, version, ways) {
  for (const name of await readdir(folder)) {
    // Left over from a process that was killed: the lock says that nobody works on it now.
    if (name.startsWith(ATTEMPT)) await rm(join(folder, name), { recursive: true, force: true });
  }
  const reasons = [];
  for (const { title, make } of ways) {
    const attempt = await mkdtemp(join(folder, ATTEMPT));
    const binary = join(attempt, NAME);
    try {
      await make(binary, tell);
      await prove(binary, version);
      // In one step: who looks into the cache sees a whole worker or none.
      await rename(binary, join(folder, NAME));
      tell(`${title}: good`);
      return;
    } catch (error) {
      const reason = reasonOf(error);
      tell(`${title}: no (${reason.split('\n')[0]})`);
      reasons.push(`- ${title}: ${reason}`);
    } finally {
      await rm(attempt, { recursive: true, force: true });
    }
  }
  throw new Error(
    `no media worker for mediasoup ${version}. Tried:\n${reasons.join('\n')}\n` +
      'One of these must become possible, or set MEDIASOUP_WORKER_BIN to a worker of this version.',
  );
}

/**
 * The path of a worker that fits the installed mediasoup and has passed its self-test. Takes
 * milliseconds when it is in the cache.
 * @param {() => Promise<void>} [beforeWork] is done first where it takes longer
 * @param {{build?: boolean}} [how] `build`: made here anew, whatever there is
 * @returns {Promise<string>}
 * @throws {Error} that says which ways were tried, why each failed, and what to install
 */
export async function ensureMediaWorker(beforeWork, { build = false } = {}) {
  const { version } = mediasoupRelease();
  const given = build ? undefined : process.env.MEDIASOUP_WORKER_BIN;
  if (given) {
    if (await works(resolve(given), version)) return resolve(given);
    tell(`MEDIASOUP_WORKER_BIN is ${given}, which does not work; looking elsewhere`);
  }
  const folder = await binaryFolder(version);
  const cached = join(folder, NAME);
  if (!build) {
    if (await works(cached, version)) return cached;
    const earlier = await earlierOne(version);
    if (earlier !== undefined) {
      tell('an earlier one, without what is mended since; to have that, once:');
      tell('  node tools/media-worker/ensure.mjs --build');
      return earlier;
    }
  }
  await beforeWork?.();
  const onWait = () => tell('another process is getting it; waiting');
  await mkdir(folder, { recursive: true });
  await withLock(join(folder, 'lock'), { limitMs: LOCK_LIMIT_MS, onWait }, async () => {
    if (build) await provide(folder, version, [OWN_BUILD]);
    else if (!(await works(cached, version))) await provide(folder, version, WAYS);
  });
  if (!(await works(cached, version))) throw new Error(`${cached} does not work`);
  return cached;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const build = process.argv.includes('--build');
    console.log(await ensureMediaWorker(undefined, { build }));
  } catch (error) {
    console.error(reasonOf(error));
    process.exitCode = 1;
  }
}
