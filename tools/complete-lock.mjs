/**
 * Run after `npm install` has changed package-lock.json: adds what npm left out of it.
 *
 *   node tools/complete-lock.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { missingPlatformPackages } from './lib/platform-packages.mjs';
import { inRoot } from './lib/root.mjs';

const file = inRoot('package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const missing = missingPlatformPackages(lock.packages);
const entries = Object.entries({ ...lock.packages, ...missing });
lock.packages = Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${Object.keys(missing).length} entries added`);
