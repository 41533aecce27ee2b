/** Notices that npm was killed: it cannot pass on a signal that it never sees. */
import { readFileSync } from 'node:fs';

const POLL_MS = 500;

/**
 * Name and parent of a process, where the system shows them as files.
 * @param {number} pid
 * @returns {{name: string, parent: number} | undefined}
 */
function processInfo(pid) {
  try {
    // proc(5): `pid (name) state parent …`; the name may hold spaces and brackets.
    const found = /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return found ? { name: found[1] ?? '', parent: Number(found[2]) } : undefined;
  } catch {
    return undefined; // another system, or the process has just ended
  }
}

/** The shell that npm puts between itself and a script does not end with it. */
const isShell = (/** @type {string | undefined} */ name) =>
  /^(sh|dash|bash|ash|zsh)$/.test(name ?? '');

/**
 * Calls back once the parent is gone, or the parent of a shell between it and us.
 * @param {() => void} orphaned may be called more than once
 */
export function whenOrphaned(orphaned) {
  const parent = process.ppid;
  const shell = processInfo(parent);
  const npm = isShell(shell?.name) ? shell?.parent : undefined;
  const poll = setInterval(() => {
    const gone = npm !== undefined && processInfo(parent)?.parent !== npm;
    if (gone || process.ppid !== parent) orphaned();
  }, POLL_MS);
  poll.unref();
}
