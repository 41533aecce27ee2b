import { existsSync } from 'node:fs';
import { inRoot } from './root.mjs';
import { mustRun } from './run.mjs';
import { NODE } from './runtime.mjs';

/** Reads it on the pinned Node, for one before 20.12, which can't. */
const SCRIPT = 'JSON.stringify(util.parseEnv(fs.readFileSync(process.argv[1], "utf8")))';

/**
 * Settings may lie in a file `.env`; the environment goes before it. To be called when the
 * packages are there.
 */
export async function loadEnvFile() {
  const file = inRoot('.env');
  if (!existsSync(file)) return;
  const { loadEnvFile: load } = /** @type {{loadEnvFile?: (file: string) => void}} */ (process);
  if (load) return load(file);
  const output = await mustRun(NODE, ['-p', SCRIPT, file], { limitMs: 20_000 });
  for (const [name, value] of Object.entries(JSON.parse(output.at(-1) ?? '{}'))) {
    process.env[name] ??= value;
  }
}
