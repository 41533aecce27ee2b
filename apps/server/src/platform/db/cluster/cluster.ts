/**
 * The server's own PostgreSQL: made at the first start in the data folder, run
 * as a child, spoken to over a unix socket with a generated password.
 *
 * Where the server is root, PostgreSQL is another user and may be unable to walk
 * to the data folder (below /root, say). It needs no walk: the child inherits
 * the opened folder as descriptor 3 and knows it as /proc/self/fd/3.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, existsSync, openSync } from 'node:fs';
import {
  chmod,
  chown,
  mkdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../log.ts';
import { type Account, canReach, postgresAccount } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { endLeftover, endLeftoverMaking } from './leftover.ts';

export interface ClusterOptions {
  readonly dataDir: string;
  readonly password: string;
  readonly log: Log;
  /** False (tests only): faster, and lost when the machine loses power. */
  readonly durable?: boolean;
  /** Aborted: the start is given up, and what runs of it is ended. Later it says nothing. */
  readonly signal?: AbortSignal;
}

export interface Cluster {
  /** How `pg` reaches it; the database's name is to be added. */
  readonly connection: { host: string; port: number; user: string; password: string };
  readonly database: string;
  readonly pid: number;
  /** Resolves when it has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /**
   * Ends it: open transactions are rolled back, a checkpoint is written. One that doesn't
   * end within ten seconds is ended harder, and recovers at its next start. Idempotent.
   */
  stop(): Promise<void>;
}

/** The longest that `stop` takes. */
export const clusterStopMs = 14_000;
/** PostgreSQL's "fast" and "immediate" shutdown; then what nothing outlives. */
const waysToEnd = [
  { signal: 'SIGINT', waitMs: 10_000 },
  { signal: 'SIGQUIT', waitMs: 3_000 },
  { signal: 'SIGKILL', waitMs: 1_000 },
] as const;

const name = 'converge';
const port = 5432; // only part of the socket's file name
const startLimitMs = 60_000;

interface Place {
  /** The folder as the server sees it. */
  readonly folder: string;
  /** The same folder as PostgreSQL sees it. */
  readonly seen: string;
  readonly account: Account | null;
  readonly binaries: Binaries;
  readonly logFile: string;
}

/**
 * Makes (at the first start) and starts the cluster; the data folder must be locked by the caller.
 * @throws the signal's reason where it is aborted before the cluster is ready; nothing runs then
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { dataDir, log, durable = true, signal } = options;
  const place = await prepare(dataDir);
  const cluster = join(place.folder, 'cluster');
  const socketDir = await chooseSocketDir(place);
  if (existsSync(join(cluster, 'PG_VERSION'))) {
    await endLeftover(cluster, join(socketDir.folder, `.s.PGSQL.${port}`), log);
  } else {
    await endLeftoverMaking(place.folder, log);
    log.info('making the database, at the first start only');
    await initialise(place, options.password, durable, signal);
  }
  signal?.throwIfAborted();

  // Nobody uses these any more; PostgreSQL would take a pid in them that lives again for its own.
  for (const file of [`.s.PGSQL.${port}`, `.s.PGSQL.${port}.lock`]) {
    await rm(join(socketDir.folder, file), { force: true });
  }
  const child = launch(place, place.binaries.postgres, [
    '-D',
    `${place.seen}/cluster`,
    '-p',
    String(port),
    ...settings({
      listen_addresses: '',
      unix_socket_directories: socketDir.seen,
      unix_socket_permissions: '0700',
      // Details of errors hold values of rows, such as addresses of mail.
      log_error_verbosity: 'terse',
      log_checkpoints: 'off',
      ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    }),
  ]);
  const ended = once(child, 'exit').then(() => undefined);
  await unlessAborted(child, signal, () => ready(child, cluster, place.logFile));
  return {
    connection: { host: socketDir.folder, port, user: name, password: options.password },
    database: name,
    pid: child.pid ?? 0,
    ended,
    stop: () => end(child),
  };
}

const isOver = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

async function end(child: ChildProcess): Promise<void> {
  for (const { signal, waitMs } of waysToEnd) {
    if (isOver(child)) return;
    const exit = once(child, 'exit', { signal: AbortSignal.timeout(waitMs) });
    child.kill(signal);
    await exit.catch(() => undefined); // too late: the next way is harder
  }
}

/** Ends the child where the signal is aborted while the work lasts. @throws the signal's reason then */
async function unlessAborted<T>(
  child: ChildProcess,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  let ending: Promise<void> | undefined;
  const giveUp = () => {
    ending = end(child);
  };
  signal?.addEventListener('abort', giveUp);
  try {
    if (signal?.aborted) giveUp();
    return await work();
  } finally {
    signal?.removeEventListener('abort', giveUp);
    await ending;
    // Instead of the failure that came of it.
    if (ending) signal?.throwIfAborted();
  }
}

const settings = (values: Record<string, string>) =>
  Object.entries(values).flatMap(([key, value]) => ['-c', `${key}=${value}`]);

async function prepare(dataDir: string): Promise<Place> {
  const folder = join(dataDir, 'postgres');
  const logFile = join(dataDir, 'postgres.log');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const account = await ownerOf(folder);
  const binaries = await findBinaries(account);
  const size = await stat(logFile).then(
    (file) => file.size,
    () => 0,
  );
  if (size > 4 * 1024 * 1024) await truncate(logFile);
  const reachable = !account || process.platform !== 'linux' || (await canReach(account, folder));
  return { folder, seen: reachable ? folder : '/proc/self/fd/3', account, binaries, logFile };
}

/** A folder made before keeps its owner, also where the system's `postgres` has another number now. */
async function ownerOf(folder: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const { uid, gid } = await stat(folder);
  if (uid !== 0) return { uid, gid };
  const account = await postgresAccount();
  if (account) await chown(folder, account.uid, account.gid);
  return account;
}

/** A socket's path holds about 100 bytes; a deep data folder gets a short one elsewhere. */
export async function socketFolder(folder: string): Promise<string> {
  if (Buffer.byteLength(folder) < 80) return folder;
  const { ino, dev } = await stat(folder);
  return `/tmp/converge-${dev.toString(36)}-${ino.toString(36)}`;
}

async function chooseSocketDir(place: Place): Promise<{ folder: string; seen: string }> {
  const folder = await socketFolder(place.folder);
  if (folder === place.folder) return place;
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const owner = place.account?.uid ?? process.getuid?.();
  if (place.account) await chown(folder, place.account.uid, place.account.gid);
  const { uid, mode } = await stat(folder);
  if (uid !== owner || (mode & 0o077) !== 0)
    throw new Error(`${folder} belongs to somebody else; remove it`);
  return { folder, seen: folder };
}

/** Made beside its final place and moved there when complete, so that a crash leaves no half of one. */
async function initialise(
  place: Place,
  password: string,
  durable: boolean,
  signal: AbortSignal | undefined,
): Promise<void> {
  const draft = join(place.folder, 'cluster.new');
  const secret = join(place.folder, 'password');
  await rm(draft, { recursive: true, force: true });
  await writeFile(secret, password, { mode: 0o600 });
  if (place.account) await chown(secret, place.account.uid, place.account.gid);
  await chmod(place.folder, 0o700);
  try {
    const args = [
      `--pgdata=${place.seen}/cluster.new`,
      `--username=${name}`,
      `--pwfile=${place.seen}/password`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // PostgreSQL's own rules of order and case: the same on every machine, also after its upgrade.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(durable ? [] : ['--no-sync']),
    ];
    await finish(place, place.binaries.initdb, args, { signal });
  } finally {
    await rm(secret, { force: true });
  }
  const single = ['--single', '-D', `${place.seen}/cluster.new`, 'postgres'];
  const input = `CREATE DATABASE ${name};\n`;
  await finish(place, place.binaries.postgres, single, { input, signal });
  await rename(draft, join(place.folder, 'cluster'));
}

function launch(
  place: Place,
  program: string,
  args: readonly string[],
  input = false,
): ChildProcess {
  const log = openSync(place.logFile, 'a', 0o600);
  const folder = openSync(place.folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    return spawn(program, args, {
      ...(place.account ?? {}),
      cwd: '/',
      // The terminal's Ctrl-C goes to the server alone, which ends its database last.
      detached: true,
      stdio: [input ? 'pipe' : 'ignore', log, log, folder],
      env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    });
  } finally {
    closeSync(log);
    closeSync(folder);
  }
}

async function finish(
  place: Place,
  program: string,
  args: readonly string[],
  { input, signal }: { input?: string; signal: AbortSignal | undefined },
): Promise<void> {
  signal?.throwIfAborted();
  const child = launch(place, program, args, input !== undefined);
  child.stdin?.end(input);
  const exit = once(child, 'exit') as Promise<[number | null]>;
  const [code] = await unlessAborted(child, signal, () => exit);
  if (code !== 0) throw await failure(`${program} failed`, place.logFile);
}

/** The last line of its pid file is "ready" as soon as it takes connections. */
async function ready(child: ChildProcess, cluster: string, logFile: string): Promise<void> {
  let failed: unknown = null;
  child.once('error', (error) => {
    failed = error;
  });
  const end = Date.now() + startLimitMs;
  while (Date.now() < end) {
    if (failed) throw failed;
    if (isOver(child)) {
      throw await failure('PostgreSQL ended while it started', logFile);
    }
    const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split(
      '\n',
    );
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return;
    await delay(5);
  }
  child.kill('SIGQUIT');
  throw await failure(`PostgreSQL was not ready after ${startLimitMs / 1000} s`, logFile);
}

async function failure(what: string, logFile: string): Promise<Error> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trimEnd().split('\n');
  return new Error(`${what}. The end of ${logFile}:\n${lines.slice(-8).join('\n')}`);
}
