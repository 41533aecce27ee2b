/**
 * `npm run doctor`: looks at everything that a deployment stands on, and says of each part whether
 * it is right, with the remedy in one line where it isn't. `--json` says it to a machine. Ends with
 * 1 when something is broken (SPEC OPS-8). Changes nothing, and installs nothing.
 *
 * Runs on Node 20: what only the server's own code can tell is asked of it on the Node that
 * package.json pins.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadEnvFile } from './lib/env-file.mjs';
import { isInStep } from './lib/install.mjs';
import { inRoot, ROOT } from './lib/root.mjs';
import { CommandError, mustRun, run } from './lib/run.mjs';
import { isNodeReady, NODE } from './lib/runtime.mjs';
import { binaryFolder, otherFolders } from './media-worker/cache.mjs';
import { mediasoupRelease } from './media-worker/mediasoup.mjs';
import { isMended } from './media-worker/mended.mjs';

/**
 * @typedef {object} Finding
 * @property {string} part
 * @property {'green' | 'amber' | 'red'} level
 * @property {string} text
 * @property {string} [remedy]
 */

const OLDEST_NODE = 20;

/** @returns {Finding} */
function node() {
  const text = `Node ${process.versions.node}`;
  return Number.parseInt(process.versions.node, 10) >= OLDEST_NODE
    ? { part: 'node', level: 'green', text }
    : {
        part: 'node',
        level: 'red',
        text,
        remedy: `Install Node ${OLDEST_NODE} or newer`,
      };
}

/** @returns {Promise<Finding>} */
async function packages() {
  const part = 'packages';
  const remedy = 'npm start installs them';
  if (!existsSync(inRoot('node_modules/.package-lock.json')) || !isNodeReady()) {
    return { part, level: 'red', text: 'not installed', remedy };
  }
  if (!isInStep()) return { part, level: 'amber', text: 'not those of package-lock.json', remedy };
  try {
    const { code, output } = await run(NODE, ['--version'], { limitMs: 20_000 });
    if (code === 0) return { part, level: 'green', text: `installed, with Node ${output[0]}` };
    return { part, level: 'red', text: `their Node doesn't run: ${output.at(-1)}`, remedy };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { part, level: 'red', text: error.message, remedy };
  }
}

/** @returns {Promise<Finding>} */
async function mediaWorker() {
  const part = 'media worker';
  const { version } = mediasoupRelease();
  const given = process.env.MEDIASOUP_WORKER_BIN;
  const folders = [await binaryFolder(version), ...(await otherFolders(version))];
  const present = folders.map((folder) => join(folder, 'mediasoup-worker'));
  const binary = given ? resolve(given) : (present.find((path) => existsSync(path)) ?? '');
  const remedy = given
    ? `Set MEDIASOUP_WORKER_BIN to a worker of mediasoup ${version}, or leave it away`
    : 'npm start finds or builds one';
  if (!existsSync(binary)) {
    return { part, level: 'red', text: `${binary || present[0]} isn't there`, remedy };
  }
  const script = inRoot('tools/media-worker/self-test.mjs');
  try {
    await mustRun(NODE, [script, binary], { limitMs: 30_000 });
    const text = `of mediasoup ${version}, passed its self-test`;
    if (await isMended(binary)) return { part, level: 'green', text };
    const build =
      'On Debian or Ubuntu, node tools/media-worker/ensure.mjs --build makes one that does';
    return {
      part,
      level: 'amber',
      text: `${text}; doesn't bear the mark of what is mended here (docs/adr/0062)`,
      remedy: given ? `${build}; let MEDIASOUP_WORKER_BIN name that one` : build,
    };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const why = error.tail.at(-1) ?? error.message;
    return { part, level: 'red', text: `${binary} fails its self-test: ${why}`, remedy };
  }
}

/** @returns {Promise<Finding[]>} */
async function server() {
  try {
    const output = await mustRun(NODE, ['apps/server/src/doctor.ts'], {
      cwd: ROOT,
      limitMs: 60_000,
    });
    return JSON.parse(output.at(-1) ?? '');
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const remedy = 'npm start says more';
    const text = `the server's part ended: ${error.tail.join(' ') || error.message}`;
    return [{ part: 'server', level: 'red', text, remedy }];
  }
}

/** @returns {Promise<Finding[]>} */
async function examine() {
  const first = [node(), await packages()];
  // Without these, nothing else can be asked.
  if (first.some(({ level }) => level === 'red')) return first;
  await loadEnvFile();
  return [...first, await mediaWorker(), ...(await server())];
}

const SIGNS = { green: '✓', amber: '!', red: '✗' };
const COLOURS = { green: 32, amber: 33, red: 31 };

/** @param {Finding} finding */
function print({ part, level, text, remedy }) {
  const colour = process.stdout.isTTY && !process.env.NO_COLOR;
  const sign = colour ? `\u001b[${COLOURS[level]}m${SIGNS[level]}\u001b[0m` : SIGNS[level];
  console.log(`${sign} ${part.padEnd(18)} ${text}`);
  if (remedy) console.log(`${' '.repeat(21)}→ ${remedy}`);
}

/** @param {readonly Finding[]} findings */
function summary(findings) {
  const count = (/** @type {string} */ level) =>
    findings.filter((one) => one.level === level).length;
  return `${count('green')} green, ${count('amber')} amber, ${count('red')} red`;
}

const findings = await examine();
if (process.argv.includes('--json')) console.log(JSON.stringify(findings, null, 2));
else {
  for (const finding of findings) print(finding);
  console.log(`\n${summary(findings)}`);
}
if (findings.some(({ level }) => level === 'red')) process.exitCode = 1;
