/**
 * One server per data folder (SPEC OPS-14, ADR 60). The lock file names the
 * holder. One that was killed is recognised at once where its pid can be looked
 * up: it is gone, or belongs to a process that began at another time. Where it
 * can't (another container, another machine on the same disk, this machine
 * before it was started anew), who comes waits for a beat of the holder.
 */
import { randomUUID } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { folderFault } from './folder-fault.ts';
import type { Log } from './log.ts';
import { beganAt, isLiving } from './process-life.ts';

const Holder = z.object({
  pid: z.int(),
  began: z.string(),
  /** Absent: written by an older version, which is of this place. */
  place: z.optional(z.string()),
});
type Holder = z.infer<typeof Holder>;

/** Another living server has the data folder. */
export class DataFolderBusy extends Error {
  constructor(dataDir: string, pid: number, elsewhere = false) {
    const where = elsewhere ? `pid ${pid} of another machine or container` : `pid ${pid}`;
    super(
      `The data folder ${dataDir} is in use by another server (${where}). Stop that one, or set DATA_DIR to another folder.`,
    );
    this.name = 'DataFolderBusy';
  }
}

export interface LockOptions {
  readonly log: Log;
  /** For tests: another place than this one. */
  readonly place?: string;
  readonly beatMs?: number;
  readonly patienceMs?: number;
}

const beatMs = 2_000;
/** Five beats: a busy machine or a slow disk may be late with one. */
const patienceMs = 10_000;
const pollMs = 100;

/**
 * Makes the folder when absent and takes its lock. Takes as long as somebody is
 * waited for who may live in a place that can't be seen from here.
 *
 * Should somebody else ever have taken it over (this one slept for longer than
 * the patience), the process can't go on: an error is thrown that nobody catches.
 *
 * @returns what gives the lock back
 * @throws DataFolderBusy
 * @throws Error in plain words when the folder can't be written
 */
export async function lockDataFolder(dataDir: string, options: LockOptions): Promise<() => void> {
  try {
    return await lock(dataDir, options);
  } catch (error) {
    throw folderFault(error, dataDir);
  }
}

async function lock(dataDir: string, options: LockOptions): Promise<() => void> {
  const place = options.place ?? ownPlace();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'server.lock');
  // A pid alone may be that of another container's server.
  const draft = `${path}.${randomUUID()}`;
  const mine = JSON.stringify({ pid: process.pid, began: beganAt(process.pid), place });
  writeFileSync(draft, mine);
  try {
    // A few rounds: others may be clearing the same stale lock at this moment.
    for (let round = 0; round < 5; round += 1) {
      if (link(draft, path)) return hold(path, mine, options);
      const text = read(path);
      const holder = parse(text);
      if (holder && (holder.place ?? place) !== place) {
        options.log.warn({}, 'waiting whether the server lives that had the data folder elsewhere');
        if (await beats(path, options)) throw new DataFolderBusy(dataDir, holder.pid, true);
      } else if (holder && isRunning(holder)) throw new DataFolderBusy(dataDir, holder.pid);
      if (text !== null) clear(path, text);
    }
    throw new Error(
      `The lock of the data folder (${path}) can't be taken; remove it if no server runs`,
    );
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The pid of the living server that has the folder, where it can be seen; null where none has it. */
export function holderOf(dataDir: string): number | null {
  const path = join(dataDir, 'server.lock');
  // Also where the folder is none.
  if (!existsSync(path)) return null;
  const holder = parse(read(path));
  if (!holder || (holder.place ?? ownPlace()) !== ownPlace()) return null;
  return isRunning(holder) ? holder.pid : null;
}

/** Where a pid means the same: one run of one machine, and there one container. */
function ownPlace(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname(); // no Linux, or one that hides this
  }
}

/** Whether the lock's holder lives: it beats, or gives way to another. */
async function beats(path: string, options: LockOptions): Promise<boolean> {
  const seen = beatOf(path);
  const end = performance.now() + (options.patienceMs ?? patienceMs);
  while (performance.now() < end) {
    await delay(Math.min(pollMs, options.beatMs ?? pollMs));
    const now = beatOf(path);
    if (now === null) return false;
    if (now !== seen) return true;
  }
  return false;
}

const beatOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;

/** Beats until it is given back. @returns what gives it back */
function hold(path: string, mine: string, { log, ...options }: LockOptions): () => void {
  // Synchronous throughout, so that no half of a beat comes after the lock was given back.
  const timer = setInterval(() => {
    const text = read(path);
    if (text !== null && text !== mine) {
      clearInterval(timer);
      throw new Error('another server has taken over the data folder; this one can’t go on');
    }
    try {
      // Who removed it by hand would let the next server in.
      if (text === null) writeFileSync(path, mine, { flag: 'wx' });
      else utimesSync(path, new Date(), new Date());
    } catch (error) {
      log.warn({ err: error }, 'the lock of the data folder can’t be written');
    }
  }, options.beatMs ?? beatMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    if (read(path) === mine) rmSync(path, { force: true });
  };
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
  const aside = `${path}.stale.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (read(aside) !== stale) link(aside, path);
  rmSync(aside, { force: true });
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
