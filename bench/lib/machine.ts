import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';

/** Under what a number was measured; without it a number says nothing. */
export interface MachineFacts {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly kernel: string;
  readonly node: string;
  /** Of the checkout; `+changes` where files differ from it. */
  readonly commit: string;
  /** Processes that were runnable over the last minute, before the run: others' work beside ours. */
  readonly loadBefore: number;
}

const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' }).trim();

/** Looks at this machine now. */
export function machineFacts(): MachineFacts {
  const changed = git('status', '--porcelain') !== '';
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version,
    commit: git('rev-parse', '--short', 'HEAD') + (changed ? '+changes' : ''),
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}
