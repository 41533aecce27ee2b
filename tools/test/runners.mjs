/** The ways in which a step runs, each ending in counts. */
import { readFile } from 'node:fs/promises';
import { basename, delimiter, join } from 'node:path';
import { inRoot, ROOT } from '../lib/root.mjs';
import { CommandError, run } from '../lib/run.mjs';
import { NODE } from '../lib/runtime.mjs';
import { withTemporaryFolder } from '../lib/temporary.mjs';
import { broken, counts, settle } from './counts.mjs';
import { playwrightFailures, vitestFailures } from './failures.mjs';
import { whySkipped } from './skipped.mjs';

const MINUTE_MS = 60_000;
const CHECK_LIMIT_MS = 15 * MINUTE_MS;

/** @typedef {import('./counts.mjs').Counts} Counts */

/** @param {NodeJS.ProcessEnv} [extra] */
const environment = (extra) => ({
  ...process.env,
  PATH: [inRoot('node_modules/.bin'), process.env.PATH].join(delimiter),
  ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
  ...extra,
});

/** @param {string} line */
const show = (line) => console.log(line);

/**
 * Commands that are one test together: the words of those that fail are shown.
 * @param {readonly string[][]} commands
 * @returns {Promise<Counts>}
 */
export async function check(...commands) {
  /** @type {string[]} */
  const failures = [];
  for (const [command = '', ...args] of commands) {
    const { code, output } = await run(command, args, {
      cwd: ROOT,
      env: environment(),
      limitMs: CHECK_LIMIT_MS,
    });
    if (code === 0) continue;
    for (const line of output) show(line);
    failures.push(`${basename(command)} ended with code ${code}`);
  }
  const failed = Math.min(failures.length, 1);
  return { ...counts(1 - failed, failed, 0), failures };
}

/**
 * @typedef {Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests', number> &
 *   {testResults: readonly import('./failures.mjs').TestFile[]}} VitestResults
 */
/**
 * @typedef {object} PlaywrightResults
 * @property {Record<'expected' | 'flaky' | 'unexpected' | 'skipped', number>} stats
 * @property {readonly (import('./skipped.mjs').Suite & import('./failures.mjs').Suite)[]} suites
 */

/**
 * Starts a test runner that writes its results into a file, and shows what it says meanwhile.
 * @template Results what the runner writes
 * @param {{args: string[], cwd: string, limitMs: number, env?: NodeJS.ProcessEnv}} runner
 * @param {string} folder for the results
 * @param {(results: Results) => Counts} read
 * @returns {Promise<Counts>}
 */
async function runTests({ args, cwd, limitMs, env }, folder, read) {
  try {
    const { code } = await run(NODE, args, { cwd, limitMs, onLine: show, env: environment(env) });
    const text = await readFile(join(folder, 'results.json'), 'utf8').catch(() => undefined);
    if (text === undefined) return broken(`no results were written (exit code ${code})`);
    return settle(read(JSON.parse(text)), code);
  } catch (error) {
    if (error instanceof CommandError) return broken(error.message);
    throw error;
  }
}

/** @template T @param {(folder: string) => Promise<T>} work */
const withFolder = (work) => withTemporaryFolder('converge-test-', work);

/**
 * @param {string} project of vitest.config.ts
 * @param {number} minutes limit
 * @param {NodeJS.ProcessEnv} [env]
 */
export const vitest = (project, minutes, env = {}) =>
  withFolder((folder) => {
    const args = [inRoot('node_modules/vitest/vitest.mjs'), 'run', '--project', project];
    args.push('--reporter=default', '--reporter=json');
    args.push(`--outputFile.json=${join(folder, 'results.json')}`);
    const runner = { args, cwd: ROOT, limitMs: minutes * MINUTE_MS, env };
    /** @param {VitestResults} results */
    const read = ({ numPassedTests, numFailedTests, numPendingTests, testResults }) => ({
      ...counts(numPassedTests, numFailedTests, numPendingTests),
      failures: vitestFailures(testResults),
    });
    return runTests(runner, folder, read);
  });

/** @param {number} minutes limit @param {NodeJS.ProcessEnv} env */
export const playwright = (minutes, env) =>
  withFolder((folder) => {
    const cli = inRoot('node_modules/@playwright/test/cli.js');
    const results = join(folder, 'results.json');
    const runner = {
      args: [cli, 'test', '--reporter=list,json'],
      cwd: inRoot('e2e'),
      limitMs: minutes * MINUTE_MS,
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: results, PLAYWRIGHT_JSON_OUTPUT_NAME: results },
    };
    /** @param {PlaywrightResults} results */
    const read = ({ stats, suites }) => {
      const why = whySkipped(suites);
      return {
        ...counts(stats.expected + stats.flaky, stats.unexpected, stats.skipped),
        failures: playwrightFailures(suites),
        ...(why === undefined ? {} : { why }),
      };
    };
    return runTests(runner, folder, read);
  });
