/**
 * Holds what each page loads against its budget, from the manifest of the web build:
 *
 *   node tools/budget.mjs
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { budgets, commonWords } from './lib/budgets.mjs';
import { inRoot } from './lib/root.mjs';

/** @typedef {Record<string, {file: string, imports?: string[]}>} Manifest */

/** Words of this language are the longest: Cyrillic takes two bytes a letter. */
const LANGUAGE = 'uk';

/**
 * The files that these modules bring with them, each once.
 * @param {Manifest} manifest @param {readonly string[]} modules
 * @returns {string[]}
 * @throws {Error} when the build knows no such module
 */
export function filesOf(manifest, modules) {
  /** @type {Set<string>} */
  const seen = new Set();
  const open = [...modules];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`the web build has no ${name}`);
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...(chunk.imports ?? []));
  }
  return [...new Set([...seen].flatMap((name) => manifest[name]?.file ?? []))];
}

/** As it travels: with the suffix of the compression, where the build made such a file. */
function size(/** @type {string} */ file, /** @type {string} */ suffix) {
  const path = inRoot('apps/web/dist', file);
  return statSync(existsSync(path + suffix) ? path + suffix : path).size;
}

function main() {
  const path = inRoot('apps/web/dist/.vite/manifest.json');
  /** @type {Manifest} */
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const kB = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  for (const [page, { bytes, modules, words }] of Object.entries(budgets)) {
    const catalogues = [...commonWords, ...words].map(
      (name) => `src/i18n/words/${LANGUAGE}/${name}.json`,
    );
    const files = filesOf(manifest, [...modules, ...catalogues]);
    const total = (/** @type {string} */ suffix) =>
      // Outside of the bundle, but the first script of every page.
      ['theme.js', ...files].reduce((sum, file) => sum + size(file, suffix), 0);
    const seen = total('.br');
    const good = seen <= bytes;
    if (!good) process.exitCode = 1;
    console.log(
      `${good ? 'within' : 'BEYOND'} the budget: ${page} page ${kB(seen)} of ${kB(bytes)} ` +
        `(gzip ${kB(total('.gz'))}, ${files.length} files)`,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
