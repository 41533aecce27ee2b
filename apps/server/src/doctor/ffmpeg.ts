/** ffmpeg: named where it is missing; nothing needs it yet. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { about, type Finding } from './finding.ts';

const { green } = about('ffmpeg');

export async function lookAtFfmpeg(command = 'ffmpeg'): Promise<Finding> {
  try {
    const { stdout } = await promisify(execFile)(command, ['-version'], { timeout: 5_000 });
    return green(/^ffmpeg version (\S+)/.exec(stdout)?.[1] ?? 'installed');
  } catch {
    // Missing or not to be started: the same to who might need it one day.
    return green('not installed; nothing in this version needs it');
  }
}
