/**
 * Checks the import directions that `.dependency-cruiser.cjs` describes:
 *
 *   node tools/imports.mjs
 */
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import configuration from '../.dependency-cruiser.cjs';
import { ROOT } from './lib/root.mjs';

const FOLDERS = ['packages', 'apps', 'e2e', 'bench', 'tools'];

/**
 * @typedef {object} Answer
 * @property {number} cruised how many modules were read
 * @property {string[]} violated name of the rule of each violation
 * @property {string} report for people
 */

/**
 * Reads all modules below `baseDir` and holds them against the rules.
 * @param {string} baseDir laid out like the checkout
 * @param {string[]} [folders] those in it to read
 * @returns {Promise<Answer>}
 */
export async function checkImports(baseDir, folders = FOLDERS) {
  const { forbidden = [], options } = configuration;
  const { enhancedResolveOptions, ...rest } = options ?? {};
  const { output } = await cruise(
    folders,
    { ...rest, baseDir, ruleSet: { forbidden }, validate: true },
    enhancedResolveOptions,
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text');
  const { totalCruised, violations } = output.summary;
  const why = new Map(forbidden.map(({ name, comment }) => [name, comment]));
  const lines = violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
  const rules = [...new Set(violations.map(({ rule }) => rule.name))];
  const lessons = rules.map((rule) => `${rule}: ${why.get(rule)}`);
  return {
    cruised: totalCruised,
    violated: violations.map(({ rule }) => rule.name),
    report: [...lines, '', ...lessons].join('\n'),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { cruised, violated, report } = await checkImports(ROOT);
  if (violated.length > 0) console.error(report);
  console.log(`${cruised} modules, ${violated.length} violations`);
  // A parser that understands nothing finds nothing wrong.
  process.exitCode = violated.length > 0 || cruised === 0 ? 1 : 0;
}
