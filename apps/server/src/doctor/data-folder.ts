/** The folder for everything that must survive: can it be written, is it private, is there room. */
import {
  accessSync,
  constants,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MORE_ROOM, remedyFor } from '../platform/folder-fault.ts';
import { about, type Finding, wordsOf } from './finding.ts';

const { green, amber, red } = about('data folder');
const MB = 1024 * 1024;
/** Below it PostgreSQL stops soon; below the other one it is time to look. */
const RED_BYTES = 300 * MB;
const AMBER_BYTES = 2_048 * MB;
const FILES_MIN = 1_000;

export async function lookAtDataFolder(dataDir: string): Promise<Finding[]> {
  if (!existsSync(dataDir)) return [beforeTheFirstStart(dataDir), await room(existing(dataDir))];
  return [writable(dataDir), ...secrets(dataDir), await room(dataDir)];
}

function beforeTheFirstStart(dataDir: string): Finding {
  const parent = existing(dataDir);
  try {
    accessSync(parent, constants.W_OK);
    return green(`${dataDir} is made at the first start`);
  } catch {
    // The answer is the finding.
    return red(
      `${dataDir} isn't there, and ${parent} can't be written`,
      `Make it and give it to the user that runs the server, or set DATA_DIR to another folder`,
    );
  }
}

/** The nearest folder above that is there. */
const existing = (path: string): string => (existsSync(path) ? path : existing(dirname(path)));

function writable(dataDir: string): Finding {
  const probe = join(dataDir, `.doctor.${process.pid}`);
  try {
    writeFileSync(probe, 'x', { mode: 0o600 });
    rmSync(probe);
  } catch (error) {
    return red(`${dataDir} can't be written: ${wordsOf(error)}`, remedyFor(error, dataDir));
  }
  return open(dataDir)
    ? amber(`${dataDir} can be read by others on this machine`, `chmod 700 ${dataDir}`)
    : green(`${dataDir} can be written`);
}

function secrets(dataDir: string): Finding[] {
  const path = join(dataDir, 'secrets.json');
  if (!existsSync(path)) return [];
  try {
    const kept: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof kept !== 'object' || kept === null) throw new Error('it holds no secrets');
  } catch (error) {
    return [
      red(
        `${path} can't be read: ${wordsOf(error)}`,
        'Restore it from a backup; removing it ends all sessions and locks the own database',
      ),
    ];
  }
  return [
    open(path)
      ? amber(`${path} can be read by others on this machine`, `chmod 600 ${path}`)
      : green('secrets are readable by their owner only'),
  ];
}

const open = (path: string): boolean => (statSync(path).mode & 0o077) !== 0;

async function room(folder: string): Promise<Finding> {
  const { bavail, bsize, files, ffree } = await statfs(folder);
  // Some file systems don't count files; where they do, many small ones fill it, too.
  if (files > 0 && ffree < FILES_MIN) {
    return about('disk').red(`no room for more files at ${folder}`, MORE_ROOM);
  }
  return roomFor(bavail * bsize, folder);
}

/** What so many free bytes mean. */
export function roomFor(free: number, folder: string): Finding {
  const { green, amber, red } = about('disk');
  const text = `${free < 10_240 * MB ? `${Math.floor(free / MB)} MB` : `${Math.floor(free / MB / 1024)} GB`} free at ${folder}`;
  const found = (condition: string) => ({ condition, values: { free } });
  if (free < RED_BYTES) return red(text, MORE_ROOM, found('full'));
  return free < AMBER_BYTES ? amber(text, MORE_ROOM, found('low')) : green(text, found('fine'));
}
