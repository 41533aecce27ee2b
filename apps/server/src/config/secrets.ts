/**
 * Secrets nobody gave: generated at the first start, kept beside the data with
 * mode 0600. There are no default secrets.
 */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const Secrets = z.object({
  /** Signs session cookies. */
  auth: z.string().min(32),
  /** Of the server's own PostgreSQL. */
  database: z.string().min(32),
  /** Marks the networks that guests come from, of which no address is kept. */
  networks: z.string().min(32),
});
export type Secrets = z.infer<typeof Secrets>;
const Some = Secrets.partial();

const generate = () => randomBytes(32).toString('base64url');

/**
 * Reads DATA_DIR/secrets.json; writes it when absent, completes it when a newer
 * version of the server needs one more.
 * @throws Error when the file is there but can't be understood: replacing it
 *   would end every session and lock the database, so a person has to decide.
 */
export function loadSecrets(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json');
  const known = read(path);
  const secrets: Secrets = {
    auth: known?.auth ?? generate(),
    database: known?.database ?? generate(),
    networks: known?.networks ?? generate(),
  };
  if (known && Object.keys(secrets).every((name) => name in known)) {
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
    return secrets;
  }
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
  // In one step: at no moment are those gone that every session and the database hang on.
  if (known) renameSync(draft, path);
  else {
    // link + rm instead of rename: a file that appeared meanwhile is never overwritten.
    linkSync(draft, path);
    rmSync(draft);
  }
  flush(dataDir);
  return secrets;
}

/** After it the new name is there also when the power goes. */
function flush(folder: string): void {
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

function read(path: string): z.infer<typeof Some> | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return Some.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(
      `${path} is damaged; restore it from a backup, or remove it to get new secrets`,
      { cause },
    );
  }
}
