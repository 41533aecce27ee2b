/** `npm run dev`: Vite reloads the page, and the server starts anew when its sources change. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { createServer, isIPv6 } from 'node:net';
import { pathToFileURL } from 'node:url';
import { say } from './progress.mjs';
import { inRoot } from './root.mjs';
import { NODE } from './runtime.mjs';
import { startServer } from './server.mjs';

/** An editor that saves all its files causes one restart. */
const SETTLE_MS = 150;
const SOURCES = ['apps/server/src', 'apps/server/migrations', 'packages/protocol/src'];

/** @param {() => void} onChange */
function watchSources(onChange) {
  /** @type {NodeJS.Timeout | undefined} */
  let settled;
  const watchers = SOURCES.map((folder) =>
    watch(inRoot(folder), { recursive: true }, (_event, name) => {
      if (name === null || /\.i?test\.ts$/.test(name)) return;
      clearTimeout(settled);
      settled = setTimeout(onChange, SETTLE_MS);
    }),
  );
  return () => {
    clearTimeout(settled);
    for (const watcher of watchers) watcher.close();
  };
}

/** Where Vite finds the server. @param {NodeJS.ProcessEnv} env */
function addressOf({ HOST = '', PORT = '', TLS = '' }) {
  const scheme = TLS && TLS !== 'off' ? 'https' : 'http';
  const host = HOST === '' || HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
  return `${scheme}://${isIPv6(host) ? `[${host}]` : host}:${PORT || 8080}`;
}

/** Vite has to know the port before the server takes one. */
async function freePort() {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  await new Promise((closed) => server.close(closed));
  return String(address.port);
}

/** @param {NodeJS.ProcessEnv} env @returns {import('./server.mjs').Server} */
function startVite(env) {
  const server = addressOf(env);
  const endWithUs = pathToFileURL(inRoot('tools/lib/end-with-parent.mjs')).href;
  const vite = inRoot('node_modules/vite/bin/vite.js');
  const child = spawn(NODE, ['--import', endWithUs, vite, '--host'], {
    cwd: inRoot('apps/web'),
    env: { ...env, CONVERGE_SERVER: server },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  /** @type {Promise<number>} */
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 0));
  });
  return { ended, end: () => child.kill('SIGTERM') };
}

/**
 * @param {NodeJS.ProcessEnv} given
 * @returns {Promise<import('./server.mjs').Server>} both processes as if they were one
 */
export async function startDevelopment(given) {
  const env = given.PORT === '0' ? { ...given, PORT: await freePort() } : given;
  const vite = startVite(env);
  let ending = false;
  const start = () => startServer(env, () => say('server', 'ready; open the address of Vite'));
  let server = start();

  const restart = async () => {
    server.end('SIGTERM');
    await server.ended;
    if (!ending) begin(start());
  };
  /** @param {import('./server.mjs').Server} next */
  function begin(next) {
    server = next;
    next.ended.then((code) => {
      if (!ending && code !== 0) say('server', `ended with code ${code}; waiting for a change`);
    });
  }
  begin(server);
  let queue = Promise.resolve();
  const unwatch = watchSources(() => {
    say('server', 'sources changed, starting anew');
    queue = queue.then(restart);
  });
  const ended = vite.ended.then(async (code) => {
    ending = true;
    unwatch();
    server.end('SIGTERM');
    await queue;
    await server.ended;
    return code;
  });
  return { ended, end: () => vite.end('SIGTERM') };
}
