/**
 * `npm run faults [-- words of a title]`: what a call does on bad lines, between real browsers in
 * network namespaces, with a table of what was reached at the end. The short ones are part of
 * `npm test`; all of them take some twenty minutes, and want root and nftables.
 */
import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ensureNetworkTools } from './lib/network-tools.mjs';
import { step } from './lib/progress.mjs';
import { inRoot } from './lib/root.mjs';
import { NODE } from './lib/runtime.mjs';
import { ensureWebBuilt } from './lib/web-build.mjs';
import { ensureMediaWorker } from './media-worker/ensure.mjs';

await step('packages', ensureInstalled);
const worker = await step('media worker', ensureMediaWorker);
await step('web app', ensureWebBuilt);
const chromium = await step('Chromium', ensureChromium);
await step('network tools', ensureNetworkTools);

const title = process.argv.slice(2).join(' ');
const args = [inRoot('node_modules/@playwright/test/cli.js'), 'test'];
args.push('--project', 'faults', '--project', 'journeys');
// One after the other: what is measured is the call, and not the machine.
args.push('--workers', '1', '--reporter', 'list,./faults/table.ts');
if (title) args.push('--grep', title);
const child = spawn(NODE, args, {
  cwd: inRoot('e2e'),
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: [inRoot('node_modules/.bin'), process.env.PATH].join(delimiter),
    MEDIASOUP_WORKER_BIN: worker,
    CHROMIUM_PATH: chromium,
    CONVERGE_FAULTS: 'all',
  },
});
// A terminal tells the child as well; this process stays to pass on how it ended.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
