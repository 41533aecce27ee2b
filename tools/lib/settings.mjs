/** The settings, looked at before something slow begins: the server itself would come to it only after that. */
import { ROOT } from './root.mjs';
import { run } from './run.mjs';
import { NODE } from './runtime.mjs';

/** @throws {Error} naming all their faults */
export async function checkSettings() {
  const { code, output } = await run(NODE, ['apps/server/src/config/check.ts'], {
    cwd: ROOT,
    limitMs: 20_000,
  });
  if (code !== 0) throw new Error(output.join('\n'));
}
