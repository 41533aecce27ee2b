/**
 * `npm start`: from a fresh clone to a running server. Installs what is missing, provides the
 * media worker, builds the web app if it changed, and runs the server until it is told to end.
 * `npm run dev` (`--dev`) does the same with hot reload.
 *
 * Runs on Node 20; the server itself runs on the Node that package.json pins.
 */
import { delimiter } from 'node:path';
import { startDevelopment } from './lib/dev.mjs';
import { loadEnvFile } from './lib/env-file.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { whenOrphaned } from './lib/orphan.mjs';
import { say, sinceStart, step } from './lib/progress.mjs';
import { inRoot } from './lib/root.mjs';
import { CommandError } from './lib/run.mjs';
import { startServer } from './lib/server.mjs';
import { checkSettings } from './lib/settings.mjs';
import { ensureWebBuilt } from './lib/web-build.mjs';
import { ensureMediaWorker } from './media-worker/ensure.mjs';

/**
 * Ends the server once, whoever asks: a terminal (and npm, which passes its signal on a second
 * time), a service manager, or npm having been killed.
 * @param {import('./lib/server.mjs').Server} server
 */
function endOnRequest(server) {
  process.on('SIGINT', () => server.end('SIGINT'));
  process.on('SIGTERM', () => server.end('SIGTERM'));
  process.on('SIGHUP', () => server.end('SIGTERM'));
  // Only below npm, which waits for its scripts: elsewhere a parent may rightly end first.
  if (process.env.npm_lifecycle_event !== undefined) whenOrphaned(() => server.end('SIGTERM'));
}

/** @param {boolean} dev */
async function main(dev) {
  await step('packages', ensureInstalled);
  await loadEnvFile();
  // The server reads its settings first of all; nobody should wait minutes for that.
  const worker = await step('media worker', () => ensureMediaWorker(checkSettings));
  if (!dev) await step('web app', () => ensureWebBuilt(checkSettings));
  const env = {
    ...process.env,
    MEDIASOUP_WORKER_BIN: worker,
    PATH: [inRoot('node_modules/.bin'), process.env.PATH].join(delimiter),
  };
  const server = dev
    ? await startDevelopment(env)
    : startServer(env, () => say('server', `ready, ${sinceStart()} after npm start`));
  endOnRequest(server);
  process.exitCode = await server.ended;
}

try {
  await main(process.argv.includes('--dev'));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof CommandError) console.error(error.tail.join('\n'));
  process.exitCode = 1;
}
