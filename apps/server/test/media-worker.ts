/** A media worker for the tests that need one, also where they are started by vitest alone. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ensure = fileURLToPath(new URL('../../../tools/media-worker/ensure.mjs', import.meta.url));

export default async function setup(): Promise<void> {
  if (process.env.MEDIASOUP_WORKER_BIN) return;
  const { stdout } = await promisify(execFile)(process.execPath, [ensure]);
  process.env.MEDIASOUP_WORKER_BIN = stdout.trim();
}
