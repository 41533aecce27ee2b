/**
 * `npm run bench -- <name> [arguments]`: gets ready what a benchmark needs, and runs it. Ends with 1
 * where one of its targets was missed. Benchmarks are never part of the tests: a number says nothing
 * about right or wrong.
 */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { delimiter } from 'node:path';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { step } from './lib/progress.mjs';
import { inRoot, ROOT } from './lib/root.mjs';
import { NODE } from './lib/runtime.mjs';
import { ensureWebBuilt } from './lib/web-build.mjs';
import { ensureMediaWorker } from './media-worker/ensure.mjs';

/** Those that look at a page. */
const WITH_BROWSER = ['join', 'joins', 'load', 'share', 'soak'];

const known = readdirSync(inRoot('bench'))
  .filter((file) => /^[a-z-]+\.ts$/.test(file))
  .map((file) => file.slice(0, -'.ts'.length));

/** @param {string} name @param {readonly string[]} args @returns {Promise<number>} exit code */
async function bench(name, args) {
  await step('packages', ensureInstalled);
  const worker = await step('media worker', () => ensureMediaWorker());
  await step('web app', () => ensureWebBuilt());
  const chromium = WITH_BROWSER.includes(name) ? await step('Chromium', ensureChromium) : undefined;
  const child = spawn(NODE, [inRoot('bench', `${name}.ts`), ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: [inRoot('node_modules/.bin'), process.env.PATH].join(delimiter),
      MEDIASOUP_WORKER_BIN: worker,
      ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
    },
  });
  // A terminal tells the child as well; this process stays to pass on how it ended.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

const [name = '', ...args] = process.argv.slice(2);
if (known.includes(name)) {
  process.exitCode = await bench(name, args);
} else {
  console.error(`usage: npm run bench -- <name>, where the name is one of: ${known.join(', ')}`);
  process.exitCode = 2;
}
