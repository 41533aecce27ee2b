/**
 * What processes cost, read from Linux' /proc: the same numbers for Node, the
 * media worker and PostgreSQL, without any help from the measured one.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

interface Stat {
  readonly pid: number;
  readonly name: string;
  readonly parent: number;
  /** Of all its threads, in ticks. */
  readonly ticks: number;
  /** Of its children that ended and were waited for, in ticks. */
  readonly childTicks: number;
}

/** One line of /proc/<pid>/stat (see proc_pid_stat(5)); undefined: no such process any more. */
function readStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name stands in brackets and may hold spaces and brackets itself.
    const end = text.lastIndexOf(')');
    const fields = text.slice(end + 2).split(' ');
    const at = (field: number) => Number(fields[field - 3]);
    return {
      pid,
      name: text.slice(text.indexOf('(') + 1, end),
      parent: at(4),
      ticks: at(14) + at(15),
      childTicks: at(16) + at(17),
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}

/** CPU seconds (user and system) of a process and its threads since it began. */
export const cpuSeconds = (pid: number): number => (readStat(pid)?.ticks ?? 0) / ticksPerSecond;

/** Resident memory in bytes. */
export function residentBytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) * 1024;
}

function everyProcess(): Stat[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(Number(name)) ?? []);
}

/** The processes below `pid` whose name begins with `name` (Linux keeps 15 letters). */
export function descendants(pid: number, name: string): number[] {
  const all = everyProcess();
  const found = new Set([pid]);
  for (let grown = true; grown; ) {
    const before = found.size;
    for (const { pid: child, parent } of all) if (found.has(parent)) found.add(child);
    grown = found.size > before;
  }
  found.delete(pid);
  return all.filter((p) => found.has(p.pid) && p.name.startsWith(name)).map((p) => p.pid);
}

/** CPU seconds of a process, all below it, and what ended below it meanwhile. */
export function treeCpuSeconds(root: number): number {
  const below = new Set([root, ...descendants(root, '')]);
  const ticks = [...below].map((pid) => readStat(pid)).map((p) => (p ? p.ticks + p.childTicks : 0));
  return ticks.reduce((sum, value) => sum + value, 0) / ticksPerSecond;
}
