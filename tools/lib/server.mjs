/** The server as a child process: starts it, passes on what ends it, and tells how it ended. */
import { spawn } from 'node:child_process';
import { ROOT } from './root.mjs';
import { NODE } from './runtime.mjs';

/** Longer than the server's own orderly shutdown may take. */
const SHUTDOWN_LIMIT_MS = 30_000;

/**
 * @typedef {object} Server
 * @property {(signal: NodeJS.Signals) => void} end asks it to close in order; more than once is
 *   the same as once
 * @property {Promise<number>} ended its exit code (128 and more: ended by a signal)
 */

/**
 * It gets a process group of its own: Ctrl-C in a terminal signals a whole group, and the server
 * would get that signal a second time when it is passed on. It does not outlive this process even
 * so, because it closes when the IPC channel does.
 * @param {NodeJS.ProcessEnv} env
 * @param {() => void} onReady when it listens
 * @returns {Server}
 */
export function startServer(env, onReady) {
  const child = spawn(NODE, ['apps/server/src/main.ts'], {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.on('message', (message) => {
    if (/** @type {{type?: string}} */ (message).type === 'ready') onReady();
  });
  let ending = false;
  /** @type {Promise<number>} */
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGKILL' ? 137 : 143)));
  });
  return {
    ended,
    end(signal) {
      if (ending || child.exitCode !== null || child.signalCode !== null) return;
      ending = true;
      child.kill(signal);
      const limit = setTimeout(() => {
        console.error(`the server did not close within ${SHUTDOWN_LIMIT_MS / 1000} s; ending it`);
        child.kill('SIGKILL');
      }, SHUTDOWN_LIMIT_MS);
      child.once('exit', () => clearTimeout(limit));
    },
  };
}
