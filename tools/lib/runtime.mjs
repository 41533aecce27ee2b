/** The Node that package.json pins: everything but the first steps runs with it. */
import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { hasApt, installPackages } from './apt.mjs';
import { say } from './progress.mjs';
import { inRoot } from './root.mjs';
import { CommandError, run } from './run.mjs';

/** Where npm scripts find it. */
const LINK = inRoot('node_modules/.bin/node');

/** Its own path, which is there also while the link is not. */
export const NODE = inRoot('node_modules/node/bin/node');

/** Shared libraries that Node needs and a minimal system lacks, with their Debian packages. */
const PACKAGES = new Map([
  ['libatomic.so.1', 'libatomic1'],
  ['libstdc++.so.6', 'libstdc++6'],
]);

/** Installed, and seen to run. */
export const isNodeReady = () => existsSync(LINK) && existsSync(NODE);

/** @returns {Promise<string | undefined>} why it does not run */
async function whyNot() {
  try {
    const { code, output } = await run(NODE, ['--version'], { limitMs: 60_000 });
    return code === 0 ? undefined : (output.at(-1) ?? `exit code ${code}`);
  } catch (error) {
    if (error instanceof CommandError) return error.message;
    throw error;
  }
}

/** @param {string} reason */
async function provideLibrary(reason) {
  const library = /loading shared libraries: (\S+):/.exec(reason)?.[1];
  const debian = library && PACKAGES.get(library);
  if (!debian || !hasApt()) return;
  say('packages', `Node needs ${library}; installing ${debian}`);
  await installPackages([debian], () => {});
}

/**
 * Makes sure that Node runs on this system. While it does not, npm scripts don't find it either:
 * they would end in the loader's error instead of this explanation.
 * @throws {Error} that names what is missing
 */
export async function ensureNodeRuns() {
  let reason = await whyNot();
  try {
    if (reason !== undefined) {
      await provideLibrary(reason);
      reason = await whyNot();
    }
    if (reason !== undefined) {
      throw new Error(`the Node that Converge brings does not run on this system: ${reason}`);
    }
  } catch (error) {
    rmSync(LINK, { force: true });
    throw error;
  }
  if (!existsSync(LINK)) symlinkSync('../node/bin/node', LINK);
}
