/**
 * One server per data folder. The lock file names the holder; a holder that was
 * killed is recognised (its pid is gone, or belongs to a process that began at
 * another time) and passed over.
 */
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { beganAt, isLiving } from './process-life.ts';

const Holder = z.object({ pid: z.int(), began: z.string() });
type Holder = z.infer<typeof Holder>;

/** Another living server has the data folder. */
export class DataFolderBusy extends Error {
  constructor(dataDir: string, pid: number) {
    super(
      `The data folder ${dataDir} is in use by another server (pid ${pid}). Stop that one, or set DATA_DIR to another folder.`,
    );
    this.name = 'DataFolderBusy';
  }
}

/**
 * Makes the folder when absent and takes its lock.
 * @returns what gives the lock back
 * @throws DataFolderBusy
 */
export function lockDataFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'server.lock');
  const draft = `${path}.${process.pid}`;
  const mine = JSON.stringify({ pid: process.pid, began: beganAt(process.pid) });
  writeFileSync(draft, mine);
  try {
    // A few rounds: others may be clearing the same stale lock at this moment.
    for (let round = 0; round < 5; round += 1) {
      if (link(draft, path)) return () => release(path, mine);
      const text = read(path);
      const holder = parse(text);
      if (holder && isRunning(holder)) throw new DataFolderBusy(dataDir, holder.pid);
      if (text !== null) clear(path, text);
    }
    throw new Error(
      `The lock of the data folder (${path}) can't be taken; remove it if no server runs`,
    );
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The pid of the living server that has the folder; null where none has it. */
export function holderOf(dataDir: string): number | null {
  const path = join(dataDir, 'server.lock');
  // Also where the folder is none.
  if (!existsSync(path)) return null;
  const holder = parse(read(path));
  return holder && isRunning(holder) ? holder.pid : null;
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes the stale lock aside and looks again: what was moved may be a newer one by now. */
function clear(path: string, stale: string): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (read(aside) !== stale) link(aside, path);
  rmSync(aside, { force: true });
}

function release(path: string, mine: string): void {
  if (read(path) === mine) rmSync(path, { force: true });
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function parse(text: string | null): Holder | null {
  try {
    return Holder.parse(JSON.parse(text ?? ''));
  } catch {
    return null; // cut off in a crash: nobody holds it
  }
}

function isRunning({ pid, began }: Holder): boolean {
  const now = beganAt(pid);
  return isLiving(pid) && (now === '' || began === '' || now === began);
}
