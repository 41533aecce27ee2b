/** The last resort: mediasoup's own build, which downloads its tools and libraries. */
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError, mustRun } from '../lib/run.mjs';
import { NODE } from '../lib/runtime.mjs';
import { mediasoupFolder } from './mediasoup.mjs';

const LIMIT_MS = 20 * 60_000;

/**
 * @param {string} target path for the binary
 * @param {(text: string) => void} tell
 */
export async function buildLikeUpstream(target, tell) {
  const cwd = mediasoupFolder();
  try {
    await mustRun('python3', ['-m', 'pip', '--version'], { limitMs: 20_000 });
  } catch {
    throw new Error('needs python3 with pip, a C++ compiler and make');
  }
  tell('building with the tools and libraries that upstream downloads');
  try {
    await mustRun(NODE, ['npm-scripts.mjs', 'worker:build'], {
      cwd,
      limitMs: LIMIT_MS,
    });
    await copyFile(join(cwd, 'worker/out/Release/mediasoup-worker'), target);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const reason = error.tail.findLast((line) => /error/i.test(line)) ?? error.message;
    throw new Error(reason.trim());
  } finally {
    await rm(join(cwd, 'worker/out'), { recursive: true, force: true });
    await rm(join(cwd, 'worker/pip_invoke'), { recursive: true, force: true });
  }
}
