/** Whether some other process lives. One that ended and was never collected by its parent doesn't. */
import { readFileSync } from 'node:fs';

export function isLiving(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !/^[ZX]/.test(stat(pid)[0] ?? '');
}

/**
 * When it began, in the kernel's ticks since boot: with the pid it names a
 * process for ever, since pids are given again. Empty where there is no /proc.
 */
export const beganAt = (pid: number): string => stat(pid)[19] ?? '';

/** The fields of /proc/<pid>/stat (proc(5)) from the third, the state, on. */
function stat(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name, which may hold spaces and brackets itself.
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
