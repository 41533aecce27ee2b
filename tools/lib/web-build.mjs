/** Builds the web app when something that goes into it has changed. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { contentHash, filesBelow } from './hash.mjs';
import { withLock } from './lock.mjs';
import { say } from './progress.mjs';
import { inRoot } from './root.mjs';
import { mustRun } from './run.mjs';
import { NODE } from './runtime.mjs';

const LIMIT_MS = 5 * 60_000;
/** In the output itself: a build by hand removes it, and with it the claim that it makes. */
const STAMP = inRoot('apps/web/dist/.built-from');

/** @param {string} name */
const isSource = (name) => !/^(dist|node_modules)$|\.i?test\.tsx?$/.test(name);

function sources() {
  const folders = ['apps/web', 'packages/client', 'packages/protocol'];
  return folders
    .flatMap((folder) => filesBelow(inRoot(folder), isSource))
    .concat(inRoot('package-lock.json'), inRoot('tsconfig.base.json'));
}

/**
 * Makes sure that apps/web/dist is built from the present sources.
 * @param {() => Promise<void>} [beforeWork] is done first where it has to be built
 * @throws {import('./run.mjs').CommandError} with what Vite said
 */
export async function ensureWebBuilt(beforeWork) {
  const isBuilt = () => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === contentHash(sources());
  if (isBuilt()) return;
  await beforeWork?.();
  const onWait = () => say('web app', 'another process is building; waiting');
  await withLock(inRoot('.cache/web-build.lock'), { limitMs: LIMIT_MS, onWait }, async () => {
    if (isBuilt()) return;
    say('web app', 'vite build');
    // Taken before: what changes while Vite reads counts as a change at the next start.
    const hash = contentHash(sources());
    const vite = inRoot('node_modules/vite/bin/vite.js');
    await mustRun(NODE, [vite, 'build'], { cwd: inRoot('apps/web'), limitMs: LIMIT_MS });
    writeFileSync(STAMP, hash);
  });
}
