/** Holds the tests to the rules: none of SPEC.md may go without a test that names it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = new URL('../../../', import.meta.url).pathname;
const spec = readFileSync(new URL('../SPEC.md', import.meta.url), 'utf8');

const rules = [...spec.matchAll(/^- \*\*([A-Z]+-\d+)\*\*/gm)].map(([, rule]) => rule ?? '');

/** Where rules are cited: in the names of tests. */
const isTest = (path: string) =>
  /\.(test|itest|spec)\.tsx?$/.test(path) || /^e2e\/.*\.ts$/.test(path);

const passedOver = new Set(['node_modules', 'dist', 'data', '.git', 'results', 'test-results']);

function* files(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory() && !passedOver.has(entry.name)) yield* files(path);
    else if (entry.isFile() && isTest(path)) yield path;
  }
}

/** Rule -> the files whose tests name it. */
function citations(): Map<string, string[]> {
  const cited = new Map<string, string[]>();
  for (const path of files('')) {
    const text = readFileSync(join(root, path), 'utf8');
    for (const name of namesOfTests(text)) {
      for (const [rule] of name.matchAll(/\b[A-Z]+-\d+\b/g)) {
        cited.set(rule, [...(cited.get(rule) ?? []), path]);
      }
    }
  }
  return cited;
}

/** The first string of `test(…)`, `it(…)`, `describe(…)`, and of what their `.each(…)` gives. */
function namesOfTests(text: string): string[] {
  const name = /(?:\b(?:test|it|describe)(?:\.\w+)*|\))\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*)\1/g;
  return [...text.matchAll(name)].map((match) => match[2] ?? '');
}

test('each rule has a number of its own', () => {
  expect(rules.length).toBeGreaterThan(80);
  expect(new Set(rules).size).toBe(rules.length);
});

test('each rule of SPEC.md is named by at least one test', () => {
  const cited = citations();
  expect(rules.filter((rule) => !cited.has(rule))).toEqual([]);
});

test('no test names a rule that isn’t there', () => {
  const known = new Set(rules);
  const areas = new Set(rules.map((rule) => rule.split('-')[0]));
  const unknown = [...citations()]
    .filter(([rule]) => areas.has(rule.split('-')[0]) && !known.has(rule))
    .map(([rule, paths]) => `${rule} in ${paths.join(', ')}`);
  expect(unknown).toEqual([]);
});
