import { existsSync } from 'node:fs';
import { inRoot } from './root.mjs';

/** Settings may lie in a file `.env`; the environment goes before it. */
export function loadEnvFile() {
  const file = inRoot('.env');
  if (!existsSync(file)) return;
  if (process.loadEnvFile === undefined) throw new Error('.env needs Node 20.12 or newer');
  process.loadEnvFile(file);
}
