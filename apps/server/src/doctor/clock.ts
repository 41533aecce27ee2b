/** The clock, as far as it can be judged without asking anybody outside. */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { about, type Finding, type Found } from './finding.ts';

const { green, amber, red } = about('clock');
/** Certificates, sessions and relay credentials bear this much. Milliseconds. */
const AMBER_MS = 2_000;
const RED_MS = 60_000;
/** Older than this program: a machine without a battery that hasn't found the time yet. */
const BUILT = Date.UTC(2026, 0, 1);

export interface OtherClocks {
  /** How much the database is ahead, in milliseconds; null: it wasn't reached. */
  readonly databaseMs: number | null;
  /** The same of the disk; null: nothing could be written. */
  readonly diskMs: number | null;
}

export function judgeClock({ databaseMs, diskMs }: OtherClocks, now = Date.now()): Finding {
  const remedy = 'Switch time synchronisation on: timedatectl set-ntp true';
  if (now < BUILT)
    return red(
      `this machine believes it is ${new Date(now).toISOString()}`,
      remedy,
      away(now, BUILT),
    );
  const known = [
    ...(databaseMs === null ? [] : [{ what: 'the database', ms: databaseMs }]),
    ...(diskMs === null ? [] : [{ what: 'the disk', ms: diskMs }]),
  ];
  const worst = known.toSorted((a, b) => Math.abs(b.ms) - Math.abs(a.ms))[0];
  if (!worst) {
    return amber(
      'it can’t be judged: nothing to compare with',
      'Compare it with a clock you trust',
      { condition: 'unknown' },
    );
  }
  const off = Math.abs(worst.ms);
  if (off > AMBER_MS) {
    const text = `${worst.what} is ${Math.round(off / 1000)} s ${worst.ms > 0 ? 'ahead' : 'behind'}`;
    const found = away(worst.ms, 0);
    return off > RED_MS ? red(text, remedy, found) : amber(text, remedy, found);
  }
  return green(
    `agrees with ${known.map(({ what }) => what).join(' and ')}; whether both are right only somebody outside can say`,
    { condition: 'fine' },
  );
}

const away = (one: number, other: number): Found => ({
  condition: 'off',
  values: { seconds: Math.round(Math.abs(one - other) / 1000) },
});

/** How much the file system's clock is ahead: another machine's where the folder is on a network. */
export async function diskAhead(folder: string): Promise<number | null> {
  try {
    const draft = await mkdtemp(join(folder, '.doctor-'));
    try {
      const file = join(draft, 'clock');
      await writeFile(file, 'x');
      return (await stat(file)).mtimeMs - Date.now();
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  } catch {
    // Said where the folder itself is looked at.
    return null;
  }
}
