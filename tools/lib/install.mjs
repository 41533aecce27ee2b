/** Keeps node_modules in step with package-lock.json. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { contentHash } from './hash.mjs';
import { withLock } from './lock.mjs';
import { isForThisPlatform } from './platform.mjs';
import { say } from './progress.mjs';
import { inRoot, ROOT } from './root.mjs';
import { CommandError, mustRun } from './run.mjs';
import { ensureNodeRuns, isNodeReady, NODE } from './runtime.mjs';

const LIMIT_MS = 15 * 60_000;
const LOCK_FILE = inRoot('package-lock.json');
const INSTALLED = inRoot('node_modules/.package-lock.json');
const STAMP = inRoot('node_modules/.converge-lock');

/** @typedef {import('./platform-packages.mjs').Entry & {link?: boolean}} Package */

/** @param {string} file @returns {Record<string, Package>} */
const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/**
 * What the lock asks for and npm says it has not installed. npm drops an optional package without
 * a word when its install script fails, or when it finds the Node that runs npm too old for it;
 * one for this very platform is not optional to us.
 */
function missing() {
  const installed = packagesOf(INSTALLED);
  return Object.entries(packagesOf(LOCK_FILE))
    .filter(([path, { link }]) => path.includes('node_modules/') && !link)
    .filter(([path, entry]) => {
      const there = installed[path];
      if (there === undefined) return !entry.optional || isForThisPlatform(entry);
      return there.version !== entry.version;
    })
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
}

/** So nothing is done twice after somebody added a package with npm itself. */
export const isInStep = () => missing().length === 0;

/**
 * npm's environment. A script of npm puts node_modules/.bin first into PATH, and npm must not run
 * with the very Node that it is about to replace.
 */
function npmEnvironment() {
  const env = { ...process.env };
  for (const name of Object.keys(env)) {
    if (/^npm_(lifecycle|package|node_execpath|execpath|command)/.test(name)) delete env[name];
  }
  const path = (env.PATH ?? '').split(delimiter);
  env.PATH = path.filter((part) => !part.endsWith(join('node_modules', '.bin'))).join(delimiter);
  // Skips mediasoup's own install script also for an npm that does not know allowScripts.
  env.MEDIASOUP_WORKER_BIN ??= 'provided-later';
  return env;
}

/** @param {string[]} output */
function explain(output) {
  const offline = output.find((line) => /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED/.test(line));
  const reason = offline
    ? 'the package registry cannot be reached. Packages are needed once; start again with a network'
    : 'npm ci failed';
  return new CommandError(reason, output);
}

/** @param {NodeJS.ProcessEnv} [env] */
async function npmCi(env = npmEnvironment()) {
  say('packages', 'npm ci');
  // Four more tries within a minute.
  const patience = ['--fetch-retries=4', '--fetch-retry-mintimeout=2000'];
  patience.push('--fetch-retry-maxtimeout=20000', '--fetch-timeout=30000');
  const options = ['--no-audit', '--no-fund', ...patience];
  const timer = setInterval(() => say('packages', 'still installing'), 20_000);
  /** @param {string} line */
  const onLine = (line) => {
    // These judge the Node that runs npm, and not the one that will run the packages.
    if (!/EBADENGINE/.test(line) && line.trim()) say('packages', line);
  };
  try {
    await mustRun('npm', ['ci', ...options], { cwd: ROOT, env, limitMs: LIMIT_MS, onLine });
  } catch (error) {
    throw error instanceof CommandError ? explain(error.tail) : error;
  } finally {
    clearInterval(timer);
  }
}

/**
 * npm on the Node that will run the packages, so that it judges them by that one; and on a copy of
 * it, since npm must not replace the very Node that runs it.
 */
async function npmCiOnPinnedNode() {
  const copy = inRoot('.cache/npm/node');
  mkdirSync(dirname(copy), { recursive: true });
  copyFileSync(NODE, copy);
  try {
    const env = npmEnvironment();
    await npmCi({ ...env, PATH: [dirname(copy), env.PATH].join(delimiter) });
  } finally {
    rmSync(dirname(copy), { recursive: true });
  }
  const left = missing();
  if (left.length === 0) return;
  throw new Error(
    `npm left out ${left.join(', ')}. Old versions of npm (9.6.4, say) do that by mistake: install a newer one (npm install --global npm@10), and start again`,
  );
}

/**
 * Installs what is missing; takes milliseconds when nothing is.
 * @throws {CommandError} that says so when the registry cannot be reached
 */
export async function ensureInstalled() {
  const lock = contentHash([LOCK_FILE]);
  const isStamped = () => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock;
  if (isStamped() && isNodeReady()) return;
  const onWait = () => say('packages', 'another process is installing; waiting');
  await withLock(inRoot('.cache/install.lock'), { limitMs: LIMIT_MS, onWait }, async () => {
    if (isStamped() && isNodeReady()) return;
    if (!(existsSync(INSTALLED) && existsSync(NODE) && isInStep())) await npmCi();
    await ensureNodeRuns();
    // Until Node ran, the install scripts of other packages could not run either.
    if (!isInStep()) await npmCiOnPinnedNode();
    writeFileSync(STAMP, lock);
  });
}
