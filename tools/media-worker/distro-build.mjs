/**
 * Builds the worker from the npm package's own C++ source with the distribution's libraries.
 *
 * Upstream's build downloads its libraries one by one; `overlay/` puts small stand-ins in their
 * place, which point to what the system has. `overlay/worker.patch` mends a crash at the first
 * DTLS handshake with an OpenSSL that has kTLS, as Debian's has, probes that all transports of a
 * worker count together (ADR 62), and an outage that is held against who is back (ADR 64).
 */
import { cp, rm } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { hasApt, installPackages, missingPackages } from '../lib/apt.mjs';
import { inRoot } from '../lib/root.mjs';
import { CommandError, mustRun } from '../lib/run.mjs';
import { withTemporaryFolder } from '../lib/temporary.mjs';
import { mediasoupFolder } from './mediasoup.mjs';
import { markMended, overlayHash } from './mended.mjs';
import { buildSrtp } from './srtp.mjs';

const PACKAGES = ['g++', 'meson', 'ninja-build', 'pkg-config', 'patch', 'dpkg-dev'];
PACKAGES.push('libuv1-dev', 'libssl-dev', 'libsrtp2-dev', 'libabsl-dev');
PACKAGES.push('libflatbuffers-dev', 'flatbuffers-compiler');

const COMPILE_LIMIT_MS = 60 * 60_000;
const PROGRESS_MS = 10_000;

/** A compiler process of this source takes up to a gigabyte. */
const jobs = () => Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / 2 ** 30)));

/** @typedef {(text: string) => void} Tell */

/** Passes on ninja's `[12/261]` now and then. @param {Tell} tell */
function reportNinja(tell) {
  let last = 0;
  return (/** @type {string} */ line) => {
    const count = /^\[(\d+)\/(\d+)\]/.exec(line);
    if (!count || performance.now() - last < PROGRESS_MS) return;
    last = performance.now();
    tell(`compiling, ${count[1]} of ${count[2]}`);
  };
}

/** @param {Tell} tell */
async function ensurePackages(tell) {
  if (!hasApt()) throw new Error('only known for systems with apt (Debian, Ubuntu)');
  const missing = await missingPackages(PACKAGES);
  if (missing.length === 0) return;
  tell(`installing ${missing.join(', ')}`);
  await installPackages(missing, () => {});
}

/** @param {string} folder @param {Tell} tell @returns {Promise<NodeJS.ProcessEnv>} */
async function withSrtp(folder, tell) {
  tell('building libsrtp with OpenSSL');
  try {
    return { ...process.env, PKG_CONFIG_PATH: await buildSrtp(folder) };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    tell(`its source could not be had (${error.message})`);
    tell("using the distribution's libsrtp: works, but encryption takes twice the processor time");
    return process.env;
  }
}

/** @param {string} work @param {NodeJS.ProcessEnv} env @param {Tell} tell */
async function compile(work, env, tell) {
  const [source, build] = [join(work, 'worker'), join(work, 'build')];
  const overlay = inRoot('tools/media-worker/overlay');
  await cp(join(mediasoupFolder(), 'worker'), source, { recursive: true });
  await rm(join(source, 'subprojects'), { recursive: true });
  await cp(join(overlay, 'subprojects'), join(source, 'subprojects'), { recursive: true });
  const patch = ['-s', '-d', work, '-p0', '-i', join(overlay, 'worker.patch')];
  await mustRun('patch', patch, { limitMs: 10_000 });
  const settings = ['--buildtype', 'release', '-Db_ndebug=true'];
  await mustRun('meson', ['setup', build, source, ...settings], { env, limitMs: 120_000 });
  await mustRun('ninja', ['-C', build, '-j', String(jobs()), 'mediasoup-worker'], {
    env,
    limitMs: COMPILE_LIMIT_MS,
    onLine: reportNinja(tell),
  });
  return join(build, 'mediasoup-worker');
}

/**
 * @param {string} target path for the binary
 * @param {Tell} tell
 */
export async function buildWithDistribution(target, tell) {
  await ensurePackages(tell);
  await withTemporaryFolder('converge-worker-', async (work) => {
    const env = await withSrtp(join(work, 'srtp'), tell);
    tell('compiling the worker: about three minutes on two cores, once');
    const overlay = overlayHash();
    const built = await compile(work, env, tell);
    await mustRun('strip', ['-o', target, built], { limitMs: 20_000 });
    await markMended(target, overlay);
  });
}
