/** Whether a worker binary may be used. */
import { accessSync, constants } from 'node:fs';
import { inRoot } from '../lib/root.mjs';
import { CommandError, mustRun, run } from '../lib/run.mjs';
import { NODE } from '../lib/runtime.mjs';
import { isTested, rememberTested } from './cache.mjs';

/** What the worker answers when it is started without a version (its main.cpp). */
const MISSING_VERSION = 41;

/**
 * Whether the file is a worker that this system can load: finds a wrong architecture and missing
 * shared libraries in a few milliseconds.
 * @param {string} binary
 */
async function starts(binary) {
  try {
    accessSync(binary, constants.X_OK);
    const { code } = await run(binary, [], { limitMs: 20_000, env: {} });
    return code === MISSING_VERSION;
  } catch {
    // Not there, not executable, or not for this system: all mean the same to who asks.
    return false;
  }
}

/**
 * Passes when the binary works with the installed mediasoup. The whole self-test runs once for
 * each file; what it proved does not change at the next start.
 * @param {string} binary
 * @param {string} version of mediasoup
 * @throws {Error} with what was wrong
 */
export async function prove(binary, version) {
  if (!(await starts(binary))) throw new Error(`${binary} does not run on this system`);
  if (await isTested(binary, version)) return;
  try {
    const script = inRoot('tools/media-worker/self-test.mjs');
    await mustRun(NODE, [script, binary], { limitMs: 60_000 });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new Error(`the self-test failed: ${error.tail.join(' ') || error.message}`);
  }
  await rememberTested(binary, version);
}
