/**
 * `npm test`: everything that must hold, in one command. A step that fails does not hide the
 * others; the last line counts over all runners, each static check as one.
 *
 *   npm test                 all steps
 *   npm test -- lint unit    only these
 */
import { say, seconds, sinceStart, step } from './lib/progress.mjs';
import { CommandError } from './lib/run.mjs';
import { broken, inWords, sum } from './test/counts.mjs';
import { needs, steps } from './test/steps.mjs';

/** @typedef {import('./test/steps.mjs').Need} Need */

/** @param {unknown} error */
const reasonOf = (error) =>
  [error instanceof Error ? error.message : String(error)]
    .concat(error instanceof CommandError ? error.tail : [])
    .join('\n');

/** @type {Map<Need, Promise<unknown>>} */
const providing = new Map();

/** @param {Need} need */
function provide(need) {
  const { title, provide: work } = needs[need];
  const known = providing.get(need) ?? step(title, work);
  providing.set(need, known);
  return known;
}

/**
 * @param {import('./test/steps.mjs').Step} step
 * @returns {Promise<import('./test/counts.mjs').Counts>}
 */
async function runStep(step) {
  try {
    /** @type {Partial<Record<Need, unknown>>} */
    const provided = {};
    for (const need of step.needs) provided[need] = await provide(need);
    return await step.run(provided);
  } catch (error) {
    return broken(reasonOf(error));
  }
}

/** @param {readonly string[]} names */
function choose(names) {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    const known = steps.map(({ name }) => name).join(', ');
    console.error(`There is no step called ${unknown.join(', ')}. There are: ${known}`);
    process.exit(2);
  }
  return names.length === 0 ? steps : steps.filter(({ name }) => names.includes(name));
}

const results = [];
for (const step of choose(process.argv.slice(2))) {
  console.log(`\n── ${step.title}`);
  const start = performance.now();
  const result = await runStep(step);
  if (result.why) console.log(result.why);
  const took = seconds(performance.now() - start);
  console.log(`${step.name}: ${inWords(result)} in ${took}`);
  results.push({ name: step.name, took, result });
}

console.log('');
for (const { name, result } of results) {
  for (const failure of result.failures ?? []) console.log(`${name}: ${failure}\n`);
}
for (const { name, took, result } of results) {
  const mark = result.failed > 0 ? '✗' : '✓';
  console.log(`${mark} ${name.padEnd(12)} ${took.padStart(9)}  ${inWords(result)}`);
}
say('tests', `done in ${sinceStart()}`);
const total = sum(results.map(({ result }) => result));
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(inWords(total));
