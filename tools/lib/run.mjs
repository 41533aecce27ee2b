/**
 * Commands with a time limit.
 *
 * Each child leads a process group of its own: a limit or an interrupt then ends the compiler
 * that a build tool started too, and not only the build tool.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Lines kept to explain a failure. */
const TAIL_LINES = 25;

/** Milliseconds between asking a group to end and ending it. */
const GRACE_MS = 5_000;

/**
 * Told to end, with this exit code; from then on nothing new is begun.
 * @type {number | undefined}
 */
let ending;

const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
const SIGNALS = /** @type {(keyof typeof CODES)[]} */ (Object.keys(CODES));

/** @type {Set<number>} */
const groups = new Set();

/** @param {number} group @param {NodeJS.Signals} signal */
function signalGroup(group, signal) {
  try {
    process.kill(-group, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/**
 * Ends with the last of the groups, so that nobody writes any more into what is then removed.
 * @param {NodeJS.Signals} signal
 */
function interrupted(signal) {
  if (ending !== undefined) return;
  ending = CODES[/** @type {keyof typeof CODES} */ (signal)];
  for (const group of groups) signalGroup(group, 'SIGTERM');
  setTimeout(() => {
    for (const group of groups) signalGroup(group, 'SIGKILL');
    process.exit(ending);
  }, GRACE_MS);
}

/** @param {number} group */
function watch(group) {
  if (groups.size === 0) for (const signal of SIGNALS) process.on(signal, interrupted);
  groups.add(group);
}

/** @param {number} group */
function unwatch(group) {
  groups.delete(group);
  if (groups.size > 0) return;
  if (ending !== undefined) process.exit(ending);
  for (const signal of SIGNALS) process.off(signal, interrupted);
}

/** A command that could not be started, ended badly, or took too long. */
export class CommandError extends Error {
  /** @param {string} message @param {string[]} tail the last lines it wrote */
  constructor(message, tail) {
    super(message);
    this.name = 'CommandError';
    this.tail = tail;
  }
}

/**
 * @typedef {object} Options
 * @property {number} limitMs after this many milliseconds the command is ended
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] the whole environment; that of this process if not given
 * @property {(line: string) => void} [onLine] gets every line of both outputs as it comes
 */

/**
 * Runs a command without a shell and without input.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Options} options
 * @returns {Promise<{code: number, output: string[]}>} its exit code (128 and more: ended by a
 *   signal) and all lines of both outputs
 * @throws {CommandError} when it cannot be started or reaches its limit
 */
export function run(command, args, { limitMs, cwd, env = process.env, onLine }) {
  return new Promise((resolve, reject) => {
    if (ending !== undefined) return;
    /** @type {string[]} */
    const output = [];
    const child = spawn(command, args, {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const group = child.pid;
    if (group !== undefined) watch(group);
    let tooLong = false;
    const limit = setTimeout(() => {
      tooLong = true;
      if (group === undefined) return;
      signalGroup(group, 'SIGTERM');
      setTimeout(signalGroup, GRACE_MS, group, 'SIGKILL').unref();
    }, limitMs);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        output.push(line);
        onLine?.(line);
      });
    }
    const finish = () => {
      clearTimeout(limit);
      if (group !== undefined) unwatch(group);
    };
    child.on('error', (error) => {
      finish();
      reject(new CommandError(`${command} could not be started: ${error.message}`, []));
    });
    child.on('close', (code, signal) => {
      finish();
      const tail = output.slice(-TAIL_LINES);
      if (tooLong) {
        reject(new CommandError(`${command} was ended after ${limitMs / 1000} s`, tail));
      } else {
        resolve({ code: code ?? (signal === 'SIGINT' ? 130 : 143), output });
      }
    });
  });
}

/**
 * Like {@link run}, for a command that must succeed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Options} options
 * @returns {Promise<string[]>} all lines of both outputs
 * @throws {CommandError} also when its exit code is not 0
 */
export async function mustRun(command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code === 0) return output;
  throw new CommandError(
    `${[command, ...args].join(' ')} ended with code ${code}`,
    output.slice(-TAIL_LINES),
  );
}
