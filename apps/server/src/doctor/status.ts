/** What the doctor looks at, asked of a running server: for its page of health (ADMIN-16). */
import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import type { Reading, StatusPart } from '@converge/protocol/rest/status';
import * as z from 'zod';
import type { Env } from '../config/env.ts';
import { lookAtHttps } from './certificates.ts';
import { diskAhead, judgeClock } from './clock.ts';
import { roomFor } from './data-folder.ts';
import type { Finding } from './finding.ts';
import { lookAtTurn } from './turn.ts';

export interface StatusOptions {
  readonly env: Env;
  readonly startedAt: number;
  /** Answers its own time, in milliseconds since 1970. @throws when the database doesn't answer */
  readonly database: () => Promise<number>;
  /** How many media workers run. */
  readonly workers: () => number;
  /** @throws when the server for mail doesn't answer; null: there is none */
  readonly mail: (() => Promise<unknown>) | null;
}

/** Looks at everything at once; what doesn't answer is given a few seconds. */
export async function lookAtStatus(options: StatusOptions): Promise<Reading[]> {
  const { env, startedAt } = options;
  const [database, disk, relay, https, mail, diskMs] = await Promise.all([
    lookAtDatabase(options.database),
    lookAtDisk(env.DATA_DIR),
    lookAtTurn({ urls: env.TURN_URLS, secret: env.TURN_SECRET }),
    lookAtHttps(env),
    lookAtMail(options.mail, env.DATA_DIR),
    diskAhead(env.DATA_DIR),
  ]);
  const clock = judgeClock({ databaseMs: database.aheadMs, diskMs });
  return [
    database.reading,
    lookAtWorkers(options.workers()),
    disk,
    ...readings('relay', relay),
    ...readings('https', https),
    ...readings('clock', [clock]),
    mail,
    {
      part: 'version',
      level: 'fine',
      condition: 'fine',
      values: { version: version(), startedAt },
    },
  ];
}

/** As it stands in our own package. */
function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(manifest)).version;
}

const levels = { green: 'fine', amber: 'warning', red: 'broken' } as const;
const severity = { green: 0, amber: 1, red: 2 } as const;

/** All that is wrong with a part; where nothing is, one word that it is right. */
function readings(part: StatusPart, findings: readonly Finding[]): Reading[] {
  const told = findings
    .filter(({ found }) => found !== undefined)
    .toSorted((a, b) => severity[b.level] - severity[a.level]);
  const wrong = told.filter(({ level }) => level !== 'green');
  return (wrong.length > 0 ? wrong : told.slice(0, 1)).map(({ level, found }) => ({
    part,
    level: levels[level],
    condition: found?.condition ?? 'fine',
    values: { ...found?.values },
  }));
}

async function lookAtDatabase(
  ask: StatusOptions['database'],
): Promise<{ reading: Reading; aheadMs: number | null }> {
  const began = performance.now();
  try {
    const theirs = await ask();
    const ms = performance.now() - began;
    const values = { ms: Math.max(1, Math.round(ms)) };
    return {
      reading: { part: 'database', level: 'fine', condition: 'fine', values },
      aheadMs: theirs - (Date.now() - ms / 2),
    };
  } catch {
    // That it doesn't answer is the reading.
    const reading: Reading = { part: 'database', level: 'broken', condition: 'down', values: {} };
    return { reading, aheadMs: null };
  }
}

const lookAtWorkers = (count: number): Reading =>
  count > 0
    ? { part: 'worker', level: 'fine', condition: 'fine', values: { count } }
    : { part: 'worker', level: 'broken', condition: 'down', values: {} };

async function lookAtDisk(folder: string): Promise<Reading> {
  try {
    const { bavail, bsize } = await statfs(folder);
    const [reading] = readings('disk', [roomFor(bavail * bsize, folder)]);
    if (reading) return reading;
  } catch {
    // Not to be found out is a reading, too.
  }
  return { part: 'disk', level: 'warning', condition: 'unknown', values: {} };
}

async function lookAtMail(ask: StatusOptions['mail'], folder: string): Promise<Reading> {
  if (!ask) {
    const values = { folder: `${folder}/mail` };
    return { part: 'mail', level: 'warning', condition: 'folder', values };
  }
  try {
    await ask();
    return { part: 'mail', level: 'fine', condition: 'fine', values: {} };
  } catch {
    // That it doesn't answer is the reading.
    return { part: 'mail', level: 'broken', condition: 'silent', values: {} };
  }
}
